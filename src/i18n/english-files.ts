import type { FileWords } from './file-strings.ts'

export const englishFiles: FileWords = {
  refused: (name, why) => `I could not read **${name}**: ${why}.`,
  empty: 'it is empty',
  tooLarge: (size, limit) => `it has ${size}, and at most ${limit} of its kind can be read`,
  tooMuch: (limit) =>
    `with the files before it, it is more than the ${limit} that one question can bring; ask about it separately`,
  archive: 'archives are not opened; attach the files themselves',
  program: 'programs cannot be read; attach their source code',
  audio: 'sound cannot be heard; attach a transcript',
  video: 'videos cannot be watched; attach pictures from it',
  office: 'office documents cannot be read; save it as PDF or text',
  unknown: 'it is neither an image, a PDF nor text',
  badImage: 'the image is damaged or of an unknown kind; save it as PNG or JPEG',
  badPdf: 'the PDF is damaged; save it again, or attach pictures of its pages',
  unreadable: 'reading it took too long; save it again in a simpler form',
  assumedEncoding: (name, encoding) =>
    `I read **${name}** as ${encoding}, which is a guess; if it looks wrong, save the file as UTF-8.`,
  tooManyPixels: (millions, limit) =>
    `the image has ${millions} million pixels, and at most ${limit} million can be read; make it smaller`,
  tooManyPages: (pages, limit) =>
    `it has ${pages} pages, and at most ${limit} can be read; attach a part of it`,
  locked: 'it asks for a password; save it without one',
  elsewhere: 'it is not kept by Discord; attach it to the message',
  gone: 'Discord no longer has it; attach it again',
  slow: 'Discord took too long to send it; try again',
  unreachable: 'Discord did not send it; try again in a minute',
}
