import type { CommandWords } from './command-words.ts'

export const japaneseCommands: CommandWords = {
  ask: {
    name: '質問',
    description: 'Claudeに質問します。このチャンネルの会話の続きになります。',
    prompt: { name: '内容', description: 'Claudeに言いたいこと' },
    thread: { name: 'スレッド', description: '新しいスレッドで答えます' },
  },
  thread: { name: 'スレッド', description: '新しいスレッドでClaudeに質問します' },
  new: { name: '新規', description: 'このチャンネルで新しい会話を始めます' },
  export: {
    name: '書き出し',
    description: 'このチャンネルの会話を、あなただけに見えるファイルで受け取ります',
    format: { name: '形式', description: 'ファイルの種類' },
    markdown: 'Markdown（読むため）',
    json: 'JSON（保存されているすべて）',
  },
  forget: {
    name: '忘れる',
    description: 'あなたがボットに言ったことを、すべての場所で削除します',
    channel: {
      name: 'チャンネル',
      description: 'このチャンネルで全員が言ったことすべて（モデレーターのみ）',
    },
  },
  help: { name: 'ヘルプ', description: 'ここでできること' },
}
