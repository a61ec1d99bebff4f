import type { Locale } from './state.ts'

/** What the page says itself, in Discord's own words. What the bot says is the bot's. */
const english = {
  message: (place: string) => `Message ${place}`,
  thinking: (name: string) => `${name} is thinking…`,
  typing: (names: readonly string[]) =>
    names.length === 1 ? `${names[0]} is typing…` : `${names.join(' and ')} are typing…`,
  welcome: (name: string) => `Welcome to #${name}!`,
  begins: 'This is where it begins',
  here: { text: 'Type /ask, or mention @Tendril.', direct: 'Just write: every message is a question.' },
  replyingTo: 'Replying to',
  present: 'Jump to Present',
  used: 'used',
  onlyYou: 'Only you can see this',
  dismiss: 'Dismiss message',
  clickToSee: 'Click to see the message',
  attach: 'Attach files',
  chooseFile: 'Choose a file',
  editKeys: 'Escape to cancel • Enter to save',
  enterToSend: 'Enter to send',
  textChannels: 'Text channels',
  withoutBot: 'A server without the bot',
  directMessages: 'Direct messages',
  youAre: 'You are',
  language: 'Language',
  theme: 'Light or dark',
  startedThread: 'started a thread:',
  seeThread: 'See the thread ›',
  suggestions: 'Try one of these',
  cancel: 'Cancel',
  submit: 'Submit',
}

/** The page's own words in one language. */
export type PageText = typeof english

const japanese: PageText = {
  message: (place) => `${place}へメッセージを送信`,
  thinking: (name) => `${name}が考え中…`,
  typing: (names) => `${names.join('、')}が入力中…`,
  welcome: (name) => `#${name}へようこそ！`,
  begins: 'ここから始まります',
  here: {
    text: '/質問 と入力するか、@Tendrilにメンションしてください。',
    direct: 'そのまま書き込めば、すべて質問になります。',
  },
  replyingTo: '返信先：',
  present: '最新のメッセージに移動',
  used: 'が使用',
  onlyYou: 'これらはあなただけに表示されています',
  dismiss: 'メッセージを削除',
  clickToSee: 'クリックしてメッセージを表示',
  attach: 'ファイルを添付',
  chooseFile: 'ファイルを選択',
  editKeys: 'Escでキャンセル • Enterで保存',
  enterToSend: 'Enterで送信',
  textChannels: 'テキストチャンネル',
  withoutBot: 'ボットのいないサーバー',
  directMessages: 'ダイレクトメッセージ',
  youAre: 'ユーザー',
  language: '言語',
  theme: 'ライト・ダーク',
  startedThread: 'がスレッドを開始しました：',
  seeThread: 'スレッドを表示 ›',
  suggestions: '試してみる',
  cancel: 'キャンセル',
  submit: '送信',
}

/** The page's own words for a person's language. */
export const pageText = ({ locale }: { readonly locale: Locale }): PageText =>
  locale === 'ja' ? japanese : english
