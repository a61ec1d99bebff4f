/** Below which path the page's server gives out files. */
export const filePath = '/file/'

/** An address at which the page can load an attachment. */
export const fileAddress = (attachmentId: string): string => `${filePath}${attachmentId}`
