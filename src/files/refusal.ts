/** Why a file is not given to Claude, with what a person needs to know to give it differently. */
export type Refusal =
  | { readonly kind: 'empty' }
  | { readonly kind: 'too-large'; readonly bytes: number; readonly limit: number }
  /** Together with the files before it, it exceeds what one question may have. */
  | { readonly kind: 'too-much'; readonly limit: number }
  | { readonly kind: 'archive' | 'program' | 'audio' | 'video' | 'office' | 'unknown' }
  /** An image that is damaged or in a format that cannot be converted. */
  | { readonly kind: 'bad-image' }
  | { readonly kind: 'too-many-pixels'; readonly pixels: number; readonly limit: number }
  /** A PDF without a readable page. */
  | { readonly kind: 'bad-pdf' }
  | { readonly kind: 'too-many-pages'; readonly pages: number; readonly limit: number }
  /** An encrypted PDF. */
  | { readonly kind: 'locked' }
  /** Reading it took too long or too much memory. */
  | { readonly kind: 'unreadable' }
