import { japaneseCommands } from './japanese-commands.ts'
import { japaneseFiles } from './japanese-files.ts'
import { japaneseHelp } from './japanese-help.ts'
import { japaneseSettings } from './japanese-settings.ts'
import type { Strings } from './strings.ts'

const detailed = (text: string, detail: string | undefined): string =>
  detail ? `${text}（${detail}）` : text

export const japanese: Strings = {
  locale: 'ja',
  status: {
    asked: 'Claudeの返事を待っています…',
    thinking: (seconds) => `考えています… ${seconds} 秒`,
    summarising: (seconds) => `これまでのやりとりを要約しています… ${seconds} 秒`,
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
  messages: {
    everyMessage: 'このスレッドでは、すべてのメッセージに答えます。',
    mentionMe: 'このスレッドで続けるには、ボットをメンションするか、ボットのメッセージに返信してください。',
    called: 'はい、何でしょうか。同じメッセージに質問を書くか、このメッセージに返信してください。',
    unreadable:
      'Discordの設定により、このメッセージの内容を読めません。ボットをメンションして書いてください。',
    edited: '質問が編集されました。',
    mayNotWrite: (channel) =>
      `${channel} で呼ばれましたが、そこに書き込む権限がありません。そこで /${japaneseCommands.ask.name} を使うか、サーバーの管理者に「メッセージを送信」（スレッドでは「スレッドでメッセージを送信」）の権限を頼んでください。`,
    noThread: 'ここではスレッドを作れないため、この場で答えます。',
    answered: (asker, link) => `${asker} お答えができました：${link}`,
    partLeftOut: '▒▒▒ の部分は Discord に拒否されたため省略しました。',
    cannotBeShown: 'Discord がこの続きを受け付けないため、ここで終わります。',
    restInFile: '全文はファイルにあります。',
    growsOn: 'ここではこれ以上メッセージを増やせません。全文はファイルでお渡しします。',
  },
  askAbout: {
    menu: 'これについて質問',
    title: 'これについて質問',
    label: '質問',
    placeholder: 'このメッセージについて知りたいこと',
    lost: '入力中にボットが再起動し、どのメッセージのことか分からなくなりました。もう一度、そのメッセージから「これについて質問」を選んでください。',
  },
  footer: {
    in: (tokens) => `入力 ${tokens}`,
    cached: (tokens) => `キャッシュ ${tokens}`,
    out: (tokens) => `出力 ${tokens}`,
    searches: (count) => `検索 ${count} 回`,
    firstText: (seconds) => `最初の文字まで ${seconds} 秒`,
    seconds: (seconds) => `${seconds} 秒`,
    summarised: (cost) => `古いやりとりは要約${cost ? `（${cost}）` : ''}`,
    leftOut: '古いやりとりは省略',
  },
  stopReason: {
    max_tokens: 'トークン数の上限で切れました。',
    refusal: 'Claudeはこの続きを書くことを断りました。',
    model_context_window_exceeded: `会話がモデルの文脈の上限に達しました。/${japaneseCommands.new.name} で新しく始めてください。`,
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
    misconfigured: () => 'このボットの設定ではClaudeに接続できません。管理者に知らせてください。',
    'unknown-model': (detail) =>
      detailed(`このモデルは使えません。/${japaneseCommands.model.name} で選び直してください。`, detail),
    'too-large': () =>
      `一度に読める量を超えています。減らすか、/${japaneseCommands.new.name} で新しい会話を始めてください。`,
    'bad-request': (detail) => detailed('この質問はそのままでは送れません。', detail),
    empty: () => 'Claudeの返事に文章がありませんでした。言い方を変えて質問してください。',
    'not-stored': () =>
      'いまボットがデータベースに書き込めないため、質問は送られませんでした。後でもう一度試し、管理者に知らせてください。',
    'too-many-yours': () =>
      'あなたの質問がすでに多く順番を待っています。どれかに答えが出てから、また質問してください。',
    'too-many-here': () =>
      'このチャンネルではすでに多くの質問が順番を待っています。しばらくしてから、または別のチャンネルで質問してください。',
    'time-up': () =>
      'ボットが自分では書き込めない場所では、Discordの決まりで15分しか答えられないため、ここで止まりました。「続ける」を押すか、もう一度質問してください。',
    'screen-gone': () => 'メッセージがなくなりました。',
    internal: () => 'ボットの中で問題が起きました。ログに記録しました。もう一度試してください。',
  },
  sources: '出典',
  notYours: 'これができるのは、質問した人かモデレーターだけです。',
  gone: 'この返事はもう書かれていません。',
  stillWriting: 'この返事はまだ書いている途中です。終わるのを待つか、停止してください。',
  notRemembered: 'これはもう覚えていません。忘れるように言われたか、古くなりました。',
  pressedElsewhere: 'これは別のチャンネルのものです。',
  questionGone: '質問が削除されたので、答え直すことはできません。',
  thread: {
    name: '会話',
    notHere:
      'ここではスレッドを作れません。スレッドは、ボットのいるサーバーのテキストチャンネルで作ることができます。',
    youMayNot: 'あなたにはこのチャンネルでスレッドを作る権限がありません。',
    botMayNot:
      'ボットにはここでスレッドを作る権限がありません。「公開スレッドの作成」「スレッドでメッセージを送信」「メッセージ履歴を読む」の権限が必要です。',
    opened: (mention) => `続きは ${mention} で話せます。`,
    existsAlready: (mention) => `スレッドはもうあります：${mention}`,
    goesOn: (link) => `${link} までの話を引き継いでいます。`,
  },
  commands: japaneseCommands,
  help: japaneseHelp,
  settings: japaneseSettings,
  files: japaneseFiles,
  export: {
    nothing: 'ここではまだ何も話されていません。',
    mayNotRead: 'このチャンネルの履歴を読む権限がないため、書き出すことはできません。',
    tooLarge: 'ここで送れるファイルの大きさを超えています。添付ファイルを含まないMarkdownを選んでください。',
  },
  forget: {
    askOwn:
      'あなたがこのボットに言ったことは、どのサーバーやチャンネルのものも、ボットの記憶から完全に削除されます。Claudeの返事とDiscord上のメッセージは残ります。必要ならご自分で削除してください。',
    askChannel:
      'このチャンネルの会話で、全員とClaudeが言ったことは、ボットの記憶から完全に削除されます。Discord上のメッセージは残ります。',
    confirm: '削除する',
    notModerator: 'これができるのは、ここでメッセージの管理ができる人だけです。',
    own: (count) => `あなたの質問 ${count} 件を削除しました。`,
    channel: (count) => `質問と返事 ${count} 件を削除しました。`,
  },
  newConversation: 'ここから新しい会話を始めます。これまでの内容はClaudeに送られません。',
  shuttingDown: 'ボットを再起動しています。少し待ってからもう一度質問してください。',
  ourFault: 'ボットの中で問題が起きました。ログに記録しました。もう一度試してください。',
}
