/**
 * About how many pages a PDF has, by looking for what a page is written as; 0 where that is packed away, as newer
 * writers may do. Anthropic takes at most 600 (platform.claude.com, PDF support).
 */
export const pdfPages = (bytes: Uint8Array): number => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const pages = text.match(/\/Type\s*\/Page(?![a-z])/gi)?.length ?? 0
  const counts = [
    ...text.matchAll(/\/Type\s*\/Pages\b[^>]*?\/Count\s+(\d+)|\/Count\s+(\d+)[^>]*?\/Type\s*\/Pages\b/g),
  ]
  return Math.max(pages, ...counts.map(([, after, before]) => Number(after ?? before)))
}
