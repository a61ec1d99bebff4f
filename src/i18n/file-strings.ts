/** Why a file that somebody gave is not read, and what to do instead. */
export type FileWords = {
  readonly refused: (name: string, why: string) => string
  readonly empty: string
  /** Sizes come with their unit. */
  readonly tooLarge: (size: string, limit: string) => string
  /** The limit comes with its unit. */
  readonly tooMuch: (limit: string) => string
  readonly archive: string
  readonly program: string
  readonly audio: string
  readonly video: string
  readonly office: string
  readonly unknown: string
  readonly badImage: string
  readonly badPdf: string
  /** It took too long to read. */
  readonly unreadable: string
  /** A whole sentence about a text file that was read. */
  readonly assumedEncoding: (name: string, encoding: string) => string
  readonly tooManyPixels: (millions: number, limit: number) => string
  readonly tooManyPages: (pages: number, limit: number) => string
  readonly locked: string
  readonly elsewhere: string
  readonly gone: string
  readonly slow: string
  readonly unreachable: string
}
