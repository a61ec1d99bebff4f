import type { Words } from './words.ts'

const detailed = (text: string, detail: string | undefined): string =>
  detail ? `${text}（${detail}）` : text

export const japanese: Words = {
  locale: 'ja',
  status: {
    asked: 'Claudeの返事を待っています…',
    thinking: (seconds) => `考えています… ${seconds} 秒`,
    searching: 'ウェブを検索しています…',
    queued: (ahead) => `順番待ち ${ahead} 番目：先に ${ahead} 件の質問に答えます`,
  },
  controls: {
    stop: '停止',
    regenerate: '別の答え',
    continue: '続ける',
    wholeText: '全文',
    newThread: '新しいスレッド',
    retry: 'もう一度',
    answerAgain: '答え直す',
  },
  talk: {
    everyMessage: 'このスレッドでは、すべてのメッセージに答えます。',
    mentionMe: 'このスレッドで続けるには、ボットをメンションするか、ボットのメッセージに返信してください。',
    called: 'はい、何でしょうか。同じメッセージに質問を書くか、このメッセージに返信してください。',
    unreadable:
      'Discordの設定により、このメッセージの内容を読めません。ボットをメンションして書いてください。',
    edited: '質問が編集されました。',
    noThread: 'ここではスレッドを作れないため、この場で答えます。',
    answered: (asker, link) => `${asker} お答えができました：${link}`,
    restInFile: '全文はファイルにあります。',
    growsOn: 'ここではこれ以上メッセージを増やせません。全文はファイルでお渡しします。',
    threadName: '会話',
  },
  askAbout: {
    title: 'これについて質問',
    label: '質問',
    placeholder: 'このメッセージについて知りたいこと',
  },
  footer: {
    in: (tokens) => `入力 ${tokens}`,
    cached: (tokens) => `キャッシュ ${tokens}`,
    out: (tokens) => `出力 ${tokens}`,
    searches: (count) => `検索 ${count} 回`,
    firstText: (seconds) => `最初の文字まで ${seconds} 秒`,
    seconds: (seconds) => `${seconds} 秒`,
  },
  stopReason: {
    max_tokens: 'トークン数の上限で切れました。',
    refusal: 'Claudeはこの続きを書くことを断りました。',
    model_context_window_exceeded: '会話がモデルの文脈の上限に達しました。/new で新しく始めてください。',
    other: (reason) => `途中で終わりました：${reason}`,
  },
  failure: {
    stopped: () => '停止しました。',
    shutdown: () => 'ボットの再起動のため、ここで止まりました。少し待ってからもう一度質問してください。',
    interrupted: () => '中断：書いている途中でボットが停止しました。',
    'rate-limited': (_detail, seconds) =>
      `いまClaudeへの質問が多すぎます。${seconds ? `${seconds} 秒後に` : '1分ほどしてから'}もう一度試してください。`,
    'spend-limit': () => 'このボットのClaudeアカウントの利用上限に達しました。管理者に知らせてください。',
    busy: () => 'いまClaudeが混み合っています。1分ほどしてからもう一度試してください。',
    unreachable: () => 'いまClaudeに接続できません。1分ほどしてからもう一度試してください。',
    stalled: () => 'Claudeの返事が途中で止まりました。もう一度試すか、続きを頼んでください。',
    broken: () => 'Claudeとの接続が途中で切れました。もう一度試すか、続きを頼んでください。',
    'key-refused': () => 'このボットのAPIキーが拒否されました。管理者に知らせてください。',
    'unknown-model': (detail) => detailed('このモデルは使えません。/model で選び直してください。', detail),
    'too-large': () => '一度に読める量を超えています。減らすか、/new で新しい会話を始めてください。',
    'bad-request': (detail) => detailed('この質問はそのままでは送れません。', detail),
    empty: () => 'Claudeの返事に文章がありませんでした。言い方を変えて質問してください。',
    'screen-gone': () => 'メッセージがなくなりました。',
    internal: () => 'ボットの中で問題が起きました。ログに記録しました。もう一度試してください。',
  },
  sources: '出典',
  notYours: 'これができるのは、質問した人かモデレーターだけです。',
  gone: 'この返事はもう書かれていません。',
  newConversation: 'ここから新しい会話を始めます。これまでの内容はClaudeに送られません。',
  shuttingDown: 'ボットを再起動しています。少し待ってからもう一度質問してください。',
  ourFault: 'ボットの中で問題が起きました。ログに記録しました。もう一度試してください。',
}
