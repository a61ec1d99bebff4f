import type { SettingsWords } from './settings-strings.ts'

export const japaneseSettings: SettingsWords = {
  modelChoice: (name, context, prices) =>
    prices
      ? `${name} · ${context} トークン · 100万トークンあたり入力 $${prices.input}、出力 $${prices.output}`
      : `${name} · ${context} トークン`,
  model: (id) => `このチャンネルのモデルは ${id} です。`,
  effort: (effort) => `思考の深さ：${effort}`,
  ownEffort: '思考の深さ：モデルに任せます。',
  limits: (context, output) => `読めるのは ${context} トークン、書けるのは ${output} トークンまでです。`,
  prices: (input, output, asOf) =>
    `100万トークンあたり入力 $${input}、出力 $${output} です（${asOf} の定価）。`,
  unknownPrice: '料金はわかりません。',
  unknownModel: (id) => `「${id}」というモデルは使えません。候補の中から選んでください。`,
  unknownEffort: (model, efforts) =>
    efforts === ''
      ? `${model} では思考の深さを選べません。`
      : `${model} ではこの深さを選べません。次の中から選んでください：${efforts}`,
  searchOn: (dollars) =>
    `このチャンネルでは、Claudeがウェブを検索できます。検索1回につき ${dollars} と、見つけた内容の入力料金がかかります。`,
  searchOff: 'このチャンネルでは、Claudeはウェブを検索しません。',
  thinkingShown: 'このチャンネルの返事では、Claudeの考えの要約を見せます。',
  thinkingHidden: 'このチャンネルの返事では、Claudeの考えを見せません。',
  persona: (text) => `これからこのチャンネルでのClaudeのふるまい：${text}`,
  noPersona: 'これからこのチャンネルでは、Claudeに特別なふるまいはありません。',
  mayNotSetPersona:
    'サーバーでClaudeのふるまいを決められるのは、メッセージかチャンネルの管理ができる人だけです。',
  personaTitle: 'このチャンネルでのClaudeのふるまい',
  personaLabel: 'どのようにふるまうか',
  personaPlaceholder: '空にすると、特別なふるまいはなくなります。',
  presets: {
    concise: {
      name: '簡潔',
      prompt: '必要なことだけを、できるだけ短く答えてください。前置きも最後のまとめも要りません。',
    },
    teacher: {
      name: '先生',
      prompt:
        '根気のよい先生になってください。小さな例を使って順を追って説明し、わかったかどうかを質問で確かめてください。',
    },
    reviewer: {
      name: 'コードレビュー',
      prompt:
        '注意深くコードを読んでください。まず誤りを探し、行を示して直し方を書き、確かでないことは確かでないと言ってください。',
    },
    translator: {
      name: '翻訳',
      prompt:
        '書かれたものを翻訳してください。日本語は英語に、それ以外は日本語にします。訳だけを書き、誤解されそうなところにだけ注を付けてください。',
    },
    storyteller: {
      name: '語り部',
      prompt: '語り部になってください。いきいきと、温かく、ユーモアを交えて、必要以上に長くせずに。',
    },
  },
}
