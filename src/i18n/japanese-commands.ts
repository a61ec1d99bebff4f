import type { CommandWords } from './command-strings.ts'

export const japaneseCommands: CommandWords = {
  ask: {
    name: '質問',
    description: 'Claudeに質問します。このチャンネルの会話の続きになります。',
    prompt: { name: '内容', description: 'Claudeに言いたいこと' },
    file: { name: 'ファイル', description: 'Claudeに見せる画像、PDF、テキスト、コード' },
    file2: { name: 'ファイル2', description: '2つ目のファイル' },
    file3: { name: 'ファイル3', description: '3つ目のファイル' },
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
  model: {
    name: 'モデル',
    description: 'このチャンネルでどのClaudeと話すか、どのくらい深く考えるかを選びます',
    id: { name: 'モデル', description: 'このチャンネルの全員に使うモデル' },
    effort: { name: '深さ', description: '考える深さ。深いほど良い答えになりますが、遅く高くなります' },
    efforts: {
      own: 'モデルに任せる',
      low: '低い',
      medium: '中くらい',
      high: '高い',
      xhigh: 'とても高い',
      max: '最大',
    },
  },
  persona: {
    name: 'ふるまい',
    description: 'このチャンネルでのClaudeのふるまい。選ばなければ、自分の言葉で書けます',
    preset: { name: '種類', description: 'すぐに使えるふるまい' },
    none: '特になし',
  },
  search: {
    name: '検索',
    description: 'このチャンネルで、Claudeがウェブを検索できるかどうか',
    web: { name: 'ウェブ', description: 'オンかオフ' },
    on: 'オン',
    off: 'オフ',
  },
  thinking: {
    name: '思考',
    description: 'このチャンネルの返事で、Claudeの考えの要約を見せるかどうか',
    summary: { name: '要約', description: '見せるか隠すか' },
    show: '見せる',
    hide: '隠す',
  },
  help: { name: 'ヘルプ', description: 'ここでできること' },
}
