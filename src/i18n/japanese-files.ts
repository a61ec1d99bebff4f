import type { FileWords } from './file-strings.ts'

export const japaneseFiles: FileWords = {
  refused: (name, why) => `**${name}** は読めませんでした：${why}。`,
  empty: '中身が空です',
  tooLarge: (size, limit) => `大きさは ${size} ですが、この種類で読めるのは ${limit} までです`,
  tooMuch: (limit) => `前のファイルと合わせて、一度に渡せる ${limit} を超えます。別に質問してください`,
  archive: '圧縮ファイルは開けません。中のファイルをそのまま添付してください',
  program: 'プログラムは読めません。ソースコードを添付してください',
  audio: '音声は聞けません。文字に起こしたものを添付してください',
  video: '動画は見られません。場面の画像を添付してください',
  office: 'Office文書は読めません。PDFかテキストで保存してください',
  unknown: '画像でもPDFでもテキストでもありません',
  badImage: '画像が壊れているか、知らない形式です。PNGかJPEGで保存してください',
  badPdf: 'PDFが壊れています。保存し直すか、ページの画像を添付してください',
  unreadable: '読み取りに時間がかかりすぎました。より単純な形で保存してください',
  assumedEncoding: (name, encoding) =>
    `**${name}** は ${encoding} と推測して読みました。文字化けしていたら、UTF-8で保存してください。`,
  tooManyPixels: (millions, limit) =>
    `画像は ${millions} 百万画素ありますが、読めるのは ${limit} 百万画素までです。小さくしてください`,
  tooManyPages: (pages, limit) =>
    `${pages} ページありますが、読めるのは ${limit} ページまでです。一部を添付してください`,
  locked: 'パスワードが必要です。パスワードなしで保存してください',
  elsewhere: 'Discordに置かれたファイルではありません。メッセージに添付してください',
  gone: 'Discordにもうありません。もう一度添付してください',
  slow: 'Discordから届くのに時間がかかりすぎました。もう一度試してください',
  unreachable: 'Discordから届きませんでした。少し待ってからもう一度試してください',
}
