type Size = { readonly width: number; readonly height: number }

const jpegSize = (bytes: Buffer): Size | null => {
  for (let at = 2; at + 9 < bytes.length; ) {
    const marker = bytes.readUInt16BE(at)
    // The frame headers are FFC0 to FFCF without the tables C4, C8 and CC.
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker)
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return null
}

const webpSize = (bytes: Buffer): Size | null => {
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8X':
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 }
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21)
      return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 }
    }
    case 'VP8 ':
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
    default:
      return null
  }
}

/** The pixels of a base64 JPEG, PNG, GIF or WebP, or null when its header is none of these. */
export const imageSize = (data: string): Size | null => {
  const bytes = Buffer.from(data, 'base64')
  if (bytes.length < 30) return null
  const magic = bytes.toString('latin1', 0, 4)
  if (magic === '\x89PNG') return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
  if (magic === 'GIF8') return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
  if (magic === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP') return webpSize(bytes)
  return magic.startsWith('\xff\xd8') ? jpegSize(bytes) : null
}

/** The media type that the bytes of a base64 image show. */
export const imageTypeOf = (data: string): string => {
  const magic = Buffer.from(data.slice(0, 24), 'base64').toString('latin1')
  if (magic.startsWith('\x89PNG')) return 'image/png'
  if (magic.startsWith('GIF8')) return 'image/gif'
  return magic.startsWith('RIFF') ? 'image/webp' : 'image/jpeg'
}
