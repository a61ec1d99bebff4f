import { constants, createDeflate, createZstdCompress, deflateSync } from 'node:zlib'
import type { WebSocket } from 'ws'
import type { JsonObject } from './json.ts'

/** How payloads are sent: each as text, or all as one compressed stream of binary frames. */
export type Transport = 'plain' | 'zlib-stream' | 'zstd-stream'

/** A client's connection, whatever its transport. */
export type GatewaySocket = {
  /** Sends a payload, if the connection is open. */
  readonly send: (payload: JsonObject) => void
  /** Compresses large payloads from now on, each by itself, as a client may ask when it identifies. */
  readonly compressPayloads: () => void
  /** Closes with the code, after all that was sent before. */
  readonly close: (code: number) => void
  /** Ends the connection without a word. */
  readonly terminate: () => void
}

/** Characters from which a payload is compressed for a client that asked for that when it identified. */
const LARGE = 1_024

/** The transport that the client asks for in the address; undefined for one that Discord does not know. */
export const transportOf = (address: string): Transport | undefined => {
  const compress = new URL(address, 'ws://localhost').searchParams.get('compress')
  if (compress === null || compress === '') return 'plain'
  return compress === 'zlib-stream' || compress === 'zstd-stream' ? compress : undefined
}

const plainSocket = (socket: WebSocket): GatewaySocket => {
  let isCompressing = false
  return {
    send: (payload) => {
      if (socket.readyState !== socket.OPEN) return
      const text = JSON.stringify(payload)
      socket.send(isCompressing && text.length >= LARGE ? deflateSync(text) : text)
    },
    compressPayloads: () => {
      isCompressing = true
    },
    close: (code) => socket.close(code),
    terminate: () => socket.terminate(),
  }
}

const compressorOf = (transport: 'zlib-stream' | 'zstd-stream') =>
  transport === 'zlib-stream'
    ? { stream: createDeflate(), flush: constants.Z_SYNC_FLUSH }
    : { stream: createZstdCompress(), flush: constants.ZSTD_e_flush }

/** One compressed stream for the whole connection, flushed after each payload: a frame is a payload. */
const streamSocket = (socket: WebSocket, transport: 'zlib-stream' | 'zstd-stream'): GatewaySocket => {
  const { stream, flush } = compressorOf(transport)
  const chunks: Buffer[] = []
  let last = Promise.resolve()
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  socket.once('close', () => stream.destroy())
  const sendText = (text: string): Promise<void> =>
    new Promise((resolve) => {
      if (socket.readyState !== socket.OPEN) return resolve()
      stream.write(text)
      stream.flush(flush, () => {
        if (socket.readyState === socket.OPEN) socket.send(Buffer.concat(chunks.splice(0)))
        resolve()
      })
    })
  const queue = (work: () => Promise<void> | void): void => {
    last = last.then(work)
  }
  return {
    send: (payload) => {
      const text = JSON.stringify(payload)
      queue(() => sendText(text))
    },
    // What travels in a compressed stream is not compressed twice.
    compressPayloads: () => {},
    close: (code) => queue(() => socket.close(code)),
    terminate: () => socket.terminate(),
  }
}

/** The connection as the gateway writes to it. */
export const gatewaySocket = (socket: WebSocket, transport: Transport): GatewaySocket =>
  transport === 'plain' ? plainSocket(socket) : streamSocket(socket, transport)
