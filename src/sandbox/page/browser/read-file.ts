import type { SentFile } from '../act.ts'

/** The file as it is sent to the server. */
export const readFile = async (file: File): Promise<SentFile> => {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let binary = ''
  // In pieces: a call takes only so many arguments.
  for (let start = 0; start < bytes.length; start += 8192)
    binary += String.fromCharCode(...bytes.subarray(start, start + 8192))
  return { name: file.name, type: file.type, base64: btoa(binary) }
}

/** The files that were chosen in a file picker, dropped or pasted. */
export const readFiles = (files: Iterable<File> | null | undefined): Promise<readonly SentFile[]> =>
  Promise.all([...(files ?? [])].map(readFile))
