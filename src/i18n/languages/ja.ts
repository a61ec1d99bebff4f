import { plural } from '../plural.ts'
import type { AllowanceWords, ClaudeTrouble, Strings } from '../strings.ts'

const count = plural('ja')

const withDetail = (text: string, detail: string | undefined): string =>
  detail ? `${text}（${detail}）` : text

const press = (button: string | undefined): string =>
  button ? `**${button}** を押してください。` : 'もう一度質問してください。'

const later = (button: string | undefined, when: string): string => `${when}、${press(button)}`

const tellAdmin = 'ボットの管理者に知らせてください。'

const troubleOf: Readonly<Record<ClaudeTrouble, string>> = {
  'rate-limited': '質問が多すぎるため、待つように言われています',
  'spend-limit': 'APIキーの予算を使い切りました',
  busy: '混み合っています',
  unreachable: 'つながりません',
  stalled: '返事の途中で止まります',
  broken: '接続が途中で切れます',
  'key-refused': 'APIキーが拒否されています',
  misconfigured: 'Claudeではないものが答えています',
  'unknown-model': '設定されたモデルがありません',
}

const allowanceOf = {
  bot: 'このボット',
  server: 'このサーバー',
  channel: 'このチャンネル',
  person: 'あなた',
  member: 'このサーバーでのあなた',
} as const

/** A subject as it is stored, in words that Discord draws as names. */
const subjectOf = (subject: string): string => {
  const [kind, id = ''] = subject.split(':')
  if (kind === 'channel') return `<#${id}>の全員`
  if (kind === 'role') return `<@&${id}>のメンバー1人ずつ`
  return kind === 'person' ? `<@${id}>` : 'サーバー全体'
}

const wishOf = { ...allowanceOf, person: 'この人', member: 'このサーバーでのこの人' } as const

const overAllowance = ({ scope, length, limit, spent, frees, isHeld }: AllowanceWords): string => {
  const which = `${allowanceOf[scope]}の${length === 'day' ? '今日' : '今月'}の利用枠`
  return isHeld
    ? `${which}の残りは、書いている途中の回答のために確保されています。1分ほどしてからもう一度どうぞ。`
    : `${which}では、次の回答をまかなえません（${limit}のうち${spent}を使用済み）。${frees}にリセットされます。`
}

export const strings: Strings = {
  locale: 'ja',
  discordLocales: ['ja'],
  script: { letters: /[\p{sc=Hira}\p{sc=Kana}\p{sc=Han}]/u, own: /[\p{sc=Hira}\p{sc=Kana}]/u },
  status: {
    asked: 'Claudeの返事を待っています…',
    thinking: (seconds) => `考えています… ${seconds} 秒`,
    thought: (seconds) => `${seconds} 秒考えました`,
    summarising: (seconds) => `これまでの会話を要約しています… ${seconds} 秒`,
    searching: 'ウェブを検索しています…',
    queued: (place, people, more) =>
      people.length === 0
        ? `順番待ち（${place}番目）：前の質問に先にお答えします`
        : `順番待ち（${place}番目）：先に${people.join('、')}${more ? 'ほか' : ''}さんの質問にお答えします`,
  },
  controls: {
    stop: '停止',
    regenerate: '再生成',
    continue: '続ける',
    wholeText: '全文',
    newThread: '新しいスレッド',
    retry: '再試行',
    answerAgain: '答え直す',
    dismiss: '閉じる',
  },
  messages: {
    everyMessage: 'このスレッドではメンションなしでもすべてのメッセージに答えます。',
    mentionMe: 'ここで続けるには、メンションするか、私のメッセージに返信してください。',
    called: 'はい、何でしょうか。同じメッセージに質問を書くか、このメッセージに返信してください。',
    unreadable: 'Discordの設定により、このメッセージの内容が見えません。メンションを付けて書いてください。',
    nothingReadable: 'このメッセージには読める内容がありません。質問を文章で書いてください。',
    edited: '質問が編集されました。',
    mayNotWrite: (channel) =>
      `${channel} には投稿できません。そこで /質問 を使うか、サーバーの管理者に「メッセージを送信」（スレッドでは「スレッドでメッセージを送信」）の権限を頼んでください。`,
    noThread: 'ここではスレッドを作れなかったので、このチャンネルで答えます。',
    answered: (asker) => `${asker} 回答ができました。`,
    partLeftOut: '▒▒▒ の部分はDiscordに拒否されたため省略しました。',
    cannotBeShown: 'Discordがこの続きを受け付けないため、ここで終わります。',
    restInFile: (characters) => `全文（${characters} 文字）はファイルにあります。`,
    tablePicture: (columns, rows) => `${rows}行の表（同じ内容が本文にもあります）。列：${columns.join('、')}`,
    growsOn: '長い回答なので、全文はファイルでお渡しします。',
  },
  askAbout: {
    menu: 'これについて質問',
    title: 'これについて質問',
    label: '質問',
    placeholder: 'このメッセージについて知りたいこと',
    lost: 'そのメッセージが見つかりません。もう一度「これについて質問」を選んでください。',
  },
  heading: { about: (asker, link) => `${asker} が ${link} について質問しました` },
  details: {
    menu: '詳細とボタン',
    noAnswer: 'このメッセージは私の回答ではないか、もう覚えていません。',
    nothing: 'Claudeには質問していないので、数値はありません。',
  },
  footer: {
    in: (tokens) => `入力 ${tokens}`,
    cached: (tokens) => `キャッシュ ${tokens}`,
    out: (tokens) => `出力 ${tokens}`,
    searches: (searches) => count(searches, { other: '検索 # 回' }),
    firstText: (seconds) => `最初の文字まで ${seconds} 秒`,
    seconds: (seconds) => `${seconds} 秒`,
    summarised: (cost) => `古いやりとりは要約${cost ? `（${cost}）` : ''}`,
    leftOut: '古いやりとりは省略',
    cheaper: (length, percent) => {
      const budget = `${length === 'day' ? '今日' : '今月'}の利用枠`
      return percent === undefined
        ? `${budget}の残りが少ないため、低料金モデルで回答`
        : `${budget}を${percent}%使ったため、低料金モデルで回答`
    },
  },
  stopReason: {
    max_tokens: (button) =>
      `長さの上限に達しました。${button ? `続きは **${button}** を押してください。` : ''}`,
    onlyThinking: '考えるだけで上限に達しました。/モデル で深さを下げてみてください。',
    refusal: (hasText) =>
      hasText ? 'Claudeはここで書くのをやめました。' : 'Claudeはこの質問には答えられません。',
    model_context_window_exceeded: '会話がこのモデルには長すぎます。/新しい会話 で始め直してください。',
    pause_turn: (button) => `Claudeは途中で中断しました。${press(button)}`,
    other: (reason) => `途中で終わりました：${reason}`,
  },
  failure: {
    stopped: () => '停止しました',
    'question-deleted': () => '質問は削除されました。',
    forgotten: () => '質問は削除されました。',
    shutdown: ({ button }) => `ボットが再起動しました。${later(button, '戻ったら')}`,
    postponed: () => 'ボットを再起動しています。質問は保存されていて、再開後に回答します。',
    interrupted: ({ button }) => `中断：ボットがオフラインになりました。${press(button)}`,
    'rate-limited': ({ button, seconds }) =>
      `Claudeが混み合っています。${later(button, seconds ? `${seconds} 秒後に` : '1分ほどしてから')}`,
    'spend-limit': () => `このボットのClaudeの予算を使い切りました。${tellAdmin}`,
    busy: ({ button }) => `Claudeが混み合っています。${later(button, '1分ほどしてから')}`,
    unreachable: ({ button }) => `いまClaudeに接続できません。${later(button, '1分ほどしてから')}`,
    stalled: ({ button }) => `Claudeからの応答が止まりました。${press(button)}`,
    broken: ({ button }) => `Claudeとの接続が切れました。${press(button)}`,
    'key-refused': () => `このボットのAPIキーがClaudeに拒否されました。${tellAdmin}`,
    misconfigured: () => `このボットの設定ではClaudeに接続できません。${tellAdmin}`,
    'unknown-model': ({ detail }) =>
      withDetail('このモデルは使えません。/モデル で選び直してください。', detail),
    'too-large': () => '一度に読める量を超えています。減らすか、/新しい会話 で始め直してください。',
    'bad-request': ({ detail }) => withDetail('Claudeはこの質問を処理できませんでした。', detail),
    empty: () => 'Claudeの回答が空でした。言い方を変えて質問してください。',
    'not-stored': () => `いま保存できないため、Claudeに質問しませんでした。${tellAdmin}`,
    'too-many-yours': () => 'あなたの質問がすでに多く待っています。どれかが終わってからもう一度どうぞ。',
    'too-many-here': () => 'このチャンネルでは多くの質問が待っています。しばらくしてからもう一度どうぞ。',
    'over-allowance': ({ over }) => (over ? overAllowance(over) : '利用枠が残っていません。'),
    'too-fast': ({ seconds }) =>
      `少しペースが速いようです。${seconds ?? 60}秒ほど待ってから、次の質問をどうぞ。`,
    'time-up': ({ button }) => `Discordの15分の制限に達しました。${press(button)}`,
    'screen-gone': () => 'メッセージがなくなりました。',
    internal: ({ button }) => `ボットで問題が起きました。${press(button)}`,
  },
  allowances: {
    tokens: (tokens) => `${tokens}トークン`,
    managersOnly: '変更する権限がありません。「サーバー管理」の権限が必要です。',
    oneSubject: 'チャンネル・ロール・人は、どれか1つだけ選んでください。',
    line: (subject, length, limit, used) =>
      `${subjectOf(subject)}（${length === 'day' ? '1日' : '1か月'}）：${used === undefined ? limit : `${limit}のうち${used}を使用済み`}`,
    eachPerson: (length, limit) =>
      `1人ずつ、全サーバーの合計（${length === 'day' ? '1日' : '1か月'}）：${limit}`,
    set: (line) => `設定しました。${line}`,
    cleared: (removed) => `${removed}件の利用枠をなくしました。`,
    none: 'このサーバーは利用枠を決めていません。',
    ofServer: '**このサーバーで決めた利用枠**',
    ofOperator: '**ボットの運営者が決めた利用枠**',
    startsOver: (when) => `次の日は${when}に始まります。`,
    askForMore: 'モデレーターに追加を頼む',
    asked: (channel) => `モデレーターに伝えました。今日の追加が認められたら、${channel}でお知らせします。`,
    askedBefore: '今日はすでにモデレーターに伝えてあります。',
    allowedSince: 'その後、モデレーターが今日の追加を許可しました。もう一度質問してください。',
    noModerators: 'このサーバーのモデレーターに連絡できません。直接頼んでみてください。',
    noLimit: 'この制限はなくなりました。もう一度質問してください。',
    wish: ({ scope, length, person, channel, spent, limit }) =>
      `${person}さんが${channel}で利用枠の追加を希望しています。${wishOf[scope]}の${length === 'day' ? '今日' : '今月'}の利用枠は、${limit}のうち${spent}を使用済みです。`,
    allowToday: (amount) => `今日だけ許可（+${amount}）`,
    allowedBy: (moderator) => `${moderator}さんが今日の追加を許可しました。`,
    tooLate: 'その日はもう終わりました。',
    allowedBefore: 'すでに許可されています。',
    requestGone: 'この申請はもう残っていません。',
    moderatorsOnly:
      '追加を許可できるのはモデレーターだけです。「メッセージの管理」か「サーバー管理」の権限が必要です。',
    allowedNow: (person) => `${person}さん、モデレーターが今日の追加を許可しました。質問をどうぞ！`,
    alert: ({ scope, length, percent, channel, spent, limit, frees }) =>
      `${scope === 'channel' ? channel : 'このサーバー'}の${length === 'day' ? '今日' : '今月'}の利用枠を**${percent}%**使いました（${limit}のうち${spent}）。${frees}にリセットされます。`,
  },
  sources: '出典',
  access: {
    denied: 'ここで私に質問することは許可されていません。誰が質問できるかはモデレーターが決めています。',
    notAllowed: 'ここで質問できるのは一部のメンバーだけです。誰が質問できるかはモデレーターが決めています。',
    channel: (instead) =>
      instead.length === 0
        ? 'このチャンネルではお答えしていません。'
        : `このチャンネルではお答えしていません。こちらで質問してください：${instead.join(' ')}`,
    directMessages: 'ダイレクトメッセージにはお答えしていません。共通のサーバーで質問してください。',
  },
  press: {
    notYours: 'これができるのは、質問した人かモデレーターだけです。',
    finished: 'この回答はもう終わっています。',
    stillWriting: 'この回答はまだ書いている途中です。待つか、**停止** を押してください。',
    notRemembered: 'この会話はもう覚えていません。',
    otherChannel: 'それは別のチャンネルのボタンです。',
    questionDeleted: '質問が削除されたので、答え直せません。',
  },
  thread: {
    name: '会話',
    notHere: 'スレッドを作れるのは、ボットのいるサーバーのテキストチャンネルだけです。',
    youMayNot: 'このチャンネルでスレッドを作る権限がありません。',
    botMayNot:
      'ここではスレッドを作れません。「公開スレッドの作成」「スレッドでメッセージを送信」「メッセージ履歴を読む」の権限が必要です。',
    refused: 'Discordがスレッドの作成を受け付けませんでした。しばらくしてからもう一度試してください。',
    opened: (mention) => `続きは ${mention} で話せます。`,
    existsAlready: (mention) => `スレッドはもうあります：${mention}`,
    goesOn: (link) => `${link} からの続きです。`,
    wholeFollows: (messages) => `回答の全文が続きます（メッセージ${messages}件）。`,
    cutOff: (mention) =>
      `続きは ${mention} で話せます。ただし、回答の全文をそこに投稿できませんでした。全文は、このチャンネルの回答に添付したファイルにあります。`,
  },
  commands: {
    ask: {
      name: '質問',
      description: 'Claudeに質問します（このチャンネルの会話の続き）',
      prompt: { name: '内容', description: '質問の内容' },
      file: { name: 'ファイル', description: '一緒に渡す画像、PDF、テキスト' },
      file2: { name: 'ファイル2', description: '2つ目のファイル' },
      file3: { name: 'ファイル3', description: '3つ目のファイル' },
      thread: { name: 'スレッド', description: '新しいスレッドで答えます' },
    },
    thread: { name: 'スレッド', description: '新しいスレッドでClaudeに質問します' },
    new: { name: '新しい会話', description: 'このチャンネルで新しい会話を始めます' },
    export: {
      name: '書き出し',
      description: 'このチャンネルの会話をファイルで受け取ります（あなただけに見えます）',
      format: { name: '形式', description: 'ファイルの形式' },
      markdown: 'Markdown（読みやすい）',
      json: 'JSON（すべての情報）',
    },
    forget: {
      name: '忘れる',
      description: 'すべてのサーバーでのあなたの質問を削除します',
      channel: { name: 'チャンネル', description: 'このチャンネルの全員の質問と回答（モデレーターのみ）' },
    },
    model: {
      name: 'モデル',
      description: 'このチャンネルのClaudeのモデルと深さを選びます',
      id: { name: 'モデル', description: 'このチャンネルの全員に使うモデル' },
      effort: { name: '深さ', description: '高いほど賢くなりますが、遅く高くなります' },
      efforts: {
        own: '標準',
        low: '低い',
        medium: '中くらい',
        high: '高い',
        xhigh: 'とても高い',
        max: '最大',
      },
    },
    persona: {
      name: 'ペルソナ',
      description: 'このチャンネルでのClaudeの性格を、選ぶか自分で書きます',
      preset: { name: '種類', description: 'すぐに使えるペルソナ' },
      none: 'なし',
    },
    search: {
      name: '検索',
      description: 'このチャンネルのウェブ検索をオンまたはオフにします',
      web: { name: 'ウェブ', description: 'オンかオフ' },
      on: 'オン',
      off: 'オフ',
    },
    thinking: {
      name: '思考',
      description: 'このチャンネルでClaudeの考えを表示するか隠すか',
      summary: { name: '要約', description: '表示するか隠すか' },
      show: '表示する',
      hide: '隠す',
    },
    usage: {
      name: '使用量',
      description: '自分の、またはモデレーターならサーバーの使用量と費用を表示します',
      period: { name: '期間', description: 'いつから' },
      periods: { today: '今日', week: '7日間', month: '30日間', quarter: '90日間' },
      scope: { name: '範囲', description: '誰の使用量か' },
      me: '自分',
      server: 'このサーバー（モデレーター用）',
      from: { name: '開始日', description: '最初の日（例：2026-11-01）' },
      to: { name: '終了日', description: '最後の日（例：2026-11-29）。省略すると今日' },
      theme: { name: 'テーマ', description: '画像の色' },
      dark: 'ダーク',
      light: 'ライト',
    },
    status: { name: '状態', description: 'モデレーター用：何が動いていて、何がいつから動いていないか' },
    settings: {
      name: '設定',
      description: 'このサーバーやチャンネルでの私の動作を確認・変更します',
      open: { name: '開く', description: 'すべての設定のパネルを開きます' },
      show: { name: '一覧', description: 'すべての設定と、その決まった場所を表示します' },
      set: { name: '変更', description: '設定を変更します' },
      clear: { name: '解除', description: '設定を解除し、上のレベルに従います' },
      level: { name: 'レベル', description: '適用範囲。省略するとサーバー全体' },
      channel: { name: 'チャンネル', description: '適用するチャンネルまたはカテゴリー' },
      setting: { name: '設定', description: '解除する設定' },
      value: { name: '値', description: '新しい値' },
      add: { name: '追加', description: '一覧に追加するもの' },
      remove: { name: '削除', description: '一覧から外すもの' },
    },
    budget: {
      name: '予算',
      description: 'サーバー・チャンネル・ロール・個人ごとの利用枠を決める',
      set: { name: '設定', description: '利用枠を決める（対象を選ばなければサーバー全体）' },
      show: { name: '表示', description: '利用枠と使用状況を見る' },
      clear: { name: '解除', description: '利用枠をなくす' },
      amount: { name: '量', description: '上限の値（例：2.50）' },
      unit: { name: '単位', description: '米ドルかトークンか' },
      usd: '米ドル',
      tokens: 'トークン',
      period: { name: '期間', description: '1日ごとか1か月ごとか' },
      day: '1日ごと',
      month: '1か月ごと',
      channel: { name: 'チャンネル', description: 'このチャンネルの全員の合計' },
      role: { name: 'ロール', description: 'このロールのメンバー1人ずつ（@everyoneなら全員）' },
      person: { name: '人', description: 'この人だけ（ロールより優先）' },
      everything: { name: 'すべて', description: 'このサーバーの利用枠をすべてなくす' },
    },
    help: { name: 'ヘルプ', description: 'このボットの使い方' },
  },
  help: {
    lines: (mention, menu, details) => [
      `**質問する：** ${mention.ask} を使うか、メッセージでメンションしてください。`,
      '**続ける：** 私のメッセージに返信してください。ほかの人のメッセージに返信してメンションすると、それについて質問できます。',
      '**ファイル：** 画像、PDF、テキスト、コードを添付できます。',
      `**どのメッセージでも：** メニューの *アプリ* › *${menu}* を選んでください。私の回答には *${details}* もあります。`,
      `**スレッド：** ${mention.thread} で専用のスレッドに質問できます。`,
      `**このチャンネル：** ${mention.model} · ${mention.persona} · ${mention.search} · ${mention.thinking}`,
      `**始め直す：** ${mention.new}。${mention.export} で会話をファイルで受け取れます。`,
      `**使用量：** ${mention.usage} で自分の使用量がわかります。**モデレーター：** ${mention.settings} ですべての設定と質問できる人を、${mention.budget} で利用枠を、${mention.status} で私の状態を確認できます。`,
      `**プライバシー：** 質問と回答は保存され、Anthropicに送られます。${mention.forget} であなたの質問を削除できます。`,
    ],
    about: (version, owner) => `Tendril ${version}${owner ? `・運営：${owner}` : ''}`,
    missing: {
      ViewChannel: '「チャンネルを見る」の権限がありません：返事は15分で終わります。',
      SendMessages: '「メッセージを送信」の権限がありません：コマンドにだけ、15分まで答えます。',
      SendMessagesInThreads: '「スレッドでメッセージを送信」の権限がありません：スレッドで話せません。',
      ReadMessageHistory:
        '「メッセージ履歴を読む」の権限がありません：返信も、メッセージからのスレッド作成もできません。',
      CreatePublicThreads: '「公開スレッドの作成」の権限がありません：スレッドを作れません。',
      AttachFiles: '「ファイルを添付」の権限がありません：長い回答をファイルで渡せません。',
    },
    userInstalled:
      '私はこのサーバーのメンバーではないので、あなたのコマンドにだけ答え、とても長い回答はファイルになります。',
    readsMessages: '私が作ったスレッドでは、すべてのメッセージに答えます。',
    readsMentions: 'メンションと返信だけを読みます。',
    directMessages: 'ダイレクトメッセージでは、すべてのメッセージに答えます。',
  },
  usage: {
    title: (server, first, last) =>
      `${server === undefined ? 'あなたの使用量' : `${server} の使用量`}（${first === last ? first : `${first}～${last}`}）`,
    total: ({ cost, input, output, requests, searches }) =>
      [
        cost,
        `入力 ${input} トークン、出力 ${output} トークン`,
        `リクエスト ${count(requests, { other: '#' })} 件`,
        ...(searches > 0 ? [`検索 ${count(searches, { other: '#' })} 回`] : []),
      ].join(' · '),
    byModel: 'モデル別',
    byPerson: '人別',
    part: (name, cost, tokens) => `${name}：${cost}、${tokens} トークン`,
    others: (others) => `ほか ${count(others, { other: '#' })} 件`,
    unpriced: (requests) =>
      `${count(requests, { other: '#' })} 件のリクエストは価格がわからないため、費用に含まれていません。`,
    cost: '費用',
    tokens: 'トークン',
    zone: (name) => `日付は ${name} の時刻で区切っています。`,
    nothing: 'この期間の使用はありません。',
    mayNot:
      'サーバーの使用量を見るには「サーバー管理」の権限が必要です。この項目を選ばなければ自分の使用量を見られます。',
    notHere: 'これは私が参加しているサーバーでだけ使えます。',
    badDates: (most) =>
      `日付は 2026-11-29 のように書いてください。開始日は終了日より後にできず、期間は最大 ${most} 日です。`,
    notDrawn: '画像を作成できませんでした。表にはすべて含まれています。',
  },
  greeting: (mention) => [
    'はじめまして。このサーバーでClaudeとお話しできます。回答は書かれるそばから表示されます。',
    `${mention.ask} を使うか、メッセージで私をメンションして質問してください。回答に返信すると続けられます。`,
    `そのほかは ${mention.help} をご覧ください。質問と回答は保存され、Anthropicに送られます。${mention.forget} であなたの質問を削除できます。`,
  ],
  profile:
    'ここでClaudeに質問できます。/質問 を使うか、メッセージでメンションしてください。回答は書かれるそばから表示され、返信すると続けられます。くわしくは /ヘルプ へ。',
  condition: {
    running: (version, since) => `**Tendril ${version}**（${since} に起動）`,
    connected: (since, latency) =>
      `🟢 **Discord：** ${since} から接続しています${latency ? `（${latency} ミリ秒）` : ''}。`,
    reconnecting: '🔴 **Discord：** 接続し直しています。',
    answering: (model, last) => `🟢 **Claude：** ${model} が ${last} に答えました。`,
    notAsked: (model) => `⚪ **Claude：** ${model}。起動してからまだ質問がありません。`,
    claude: (trouble, failed, since) =>
      `🔴 **Claude：** ${troubleOf[trouble]}。${since} から ${count(failed, { other: '#' })} 件の質問に答えられていません。`,
    saving: '🟢 **保存：** 会話は保存されています。',
    notSaving: (since) => `🔴 **保存：** ${since} から会話を保存できないため、Claudeに質問していません。`,
    ownFault: (failed, since) =>
      `🔴 **ボット：** ${since} から ${count(failed, { other: '#' })} 件の返事がボットの不具合で失敗しました。詳しくはログにあります。`,
    now: (active, waiting) =>
      `作成中の返事 ${count(active, { other: '#' })} 件、順番待ちの質問 ${count(waiting, { other: '#' })} 件。`,
    tellOperator: 'ボットの運営者に知らせてください。',
  },
  settings: {
    mayNotChange:
      'これを変更する権限がありません。「メッセージの管理」か「チャンネルの管理」の権限が必要です。',
    fixed: 'この設定は、ボットの運営者が固定しているため、ここでは変更できません。',
    modelChoice: (name, price, isCurrent) =>
      `${isCurrent ? '✓ ' : ''}${name}${price ? ` · 100万トークンあたり入力 $${price.input}、出力 $${price.output}` : ''}`,
    model: ({ name, effort, price, context, output }) =>
      [
        `このチャンネルのモデルは **${name}** です（深さ：${effort ?? '標準'}）。`,
        price ? `100万トークンあたり入力 $${price.input}、出力 $${price.output}。` : '料金はわかりません。',
        `送るのは ${context} トークン、回答は ${output} トークンまでです。`,
      ].join(''),
    unknownModel: (id) => `「${id}」というモデルは知りません。候補から選んでください。`,
    unknownEffort: (model, efforts) =>
      efforts === ''
        ? `${model} では深さを選べません。`
        : `${model} ではこの深さを選べません。次から選んでください：${efforts}`,
    searchOn: (dollars) => `このチャンネルではウェブ検索がオンです（1回 ${dollars}、ほかにトークン代）。`,
    searchOff: 'このチャンネルではウェブ検索がオフです。',
    thinkingShown: 'このチャンネルではClaudeの考えを表示します。',
    thinkingHidden: 'このチャンネルではClaudeの考えを隠します。',
    persona: (text) => `ペルソナを設定しました：${text}`,
    noPersona: 'ペルソナをなくしました。',
    personaTitle: 'このチャンネルでのClaudeのペルソナ',
    personaLabel: '指示',
    personaPlaceholder: '例：「陽気な庭師のように答えてください」。空にするとなくなります。',
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
  },
  panel: {
    title: (target) => `${target}の設定`,
    hint: '● ここで設定 · ○ 上のレベルから · 🔒 ボットの運営者が固定。変更は次の質問から反映されます。',
    settings: {
      model: { name: 'モデル', label: 'モデル', description: '回答するClaudeのモデル' },
      effort: { name: '思考の深さ', label: '思考の深さ', description: '高いほど賢く、遅く、高価になります' },
      persona: {
        name: 'ペルソナ',
        label: 'ペルソナ',
        description: 'Claudeへの指示。空欄なら上のレベルに従います',
      },
      search: { name: 'ウェブ検索', label: 'ウェブ検索', description: 'Claudeがウェブを検索できるかどうか' },
      thinking: {
        name: '思考',
        label: '思考の表示',
        description: '回答の上にClaudeの思考を表示するかどうか',
      },
      footer: { name: 'フッター', label: 'フッター', description: '回答の下の小さな行' },
      price: { name: '料金', label: '料金の表示', description: 'フッターとℹ️に料金を表示するかどうか' },
      messages: {
        name: 'メッセージ数',
        label: '回答のメッセージ数',
        description: '1つの回答の最大メッセージ数。長い回答はファイルも付きます',
      },
      quote: {
        name: '質問の引用',
        label: '質問の引用',
        description: 'コマンドへの返信の冒頭に質問を載せるかどうか',
      },
      notify: {
        name: '通知',
        label: '通知までの秒数',
        description: 'これより長くかかった回答は質問者に通知します。0なら通知なし',
      },
      allowed: { name: '許可', label: '質問できる人', description: '質問できるロールと人。空なら全員' },
      denied: {
        name: '禁止',
        label: '質問できない人',
        description: '質問できないロールと人。許可より優先します',
      },
      channels: {
        name: 'チャンネル',
        label: '回答するチャンネル',
        description: '回答するチャンネルとカテゴリー。空ならすべて',
      },
      ignored: {
        name: '除外チャンネル',
        label: '回答しないチャンネル',
        description: '回答しないチャンネルとカテゴリー',
      },
      moderators: {
        name: 'モデレーター',
        label: 'モデレーター用チャンネル',
        description: 'モデレーターへのお知らせを送るチャンネル',
      },
      parallel: {
        name: '同時回答',
        label: '同時に答える人数',
        description: '1つのチャンネルで同時に回答する人数',
      },
      cheaper: {
        name: '低料金モデル',
        label: '低料金モデル',
        description: '利用枠が残り少なくなったときに回答するモデル（通常より安い場合だけ）',
      },
      'cheaper-from': {
        name: '低料金の開始',
        label: '低料金モデルに切り替える割合',
        description: '利用枠を何パーセント使ったら低料金モデルで回答するか',
      },
      tables: {
        name: '表の画像',
        label: '表の画像',
        description: '幅の広い表を画像でも添付する',
      },
    },
    groups: { claude: 'Claude…', replies: '回答…', access: '質問できる人…', moderation: 'その他…' },
    levels: {
      server: 'このサーバー',
      category: 'このカテゴリー',
      channel: 'このチャンネル',
      thread: 'このスレッド',
      person: 'あなた（すべての場所）',
    },
    targets: {
      server: () => 'このサーバー',
      category: (link) => `カテゴリー${link}`,
      channel: (link) => link,
      thread: (link) => `スレッド${link}`,
      person: () => 'あなた（すべての場所）',
    },
    from: {
      operator: '運営者による',
      server: 'サーバーから',
      category: 'カテゴリーから',
      channel: 'チャンネルから',
      thread: 'スレッドから',
      person: 'あなたの設定',
    },
    line: (mark, label, value, from) => `${mark} **${label}** ${value} · *${from}*`,
    marks: { here: '●', above: '○', fixed: '🔒' },
    setHere: 'ここで設定',
    fixed: '運営者が固定',
    asAbove: (value, from) => `上のレベルに従う：${value}（${from}）`,
    chooseLevel: 'どのレベルですか？',
    chooseChannel: '別のチャンネルまたはカテゴリー',
    on: 'オン',
    off: 'オフ',
    footers: { short: '短い', full: '詳しい', off: 'なし' },
    never: 'なし',
    seconds: (seconds) => `${seconds}秒`,
    percent: (percent) => `${percent}%`,
    none: 'なし',
    everybody: '全員',
    everywhere: 'すべて',
    deletedRole: '（削除されたロール）',
    deletedChannel: '（削除されたチャンネル）',
    budgets: {
      open: '利用枠…',
      title: '利用枠',
      chooseMember: 'ロールまたは人を選ぶ',
      chooseChannel: 'チャンネルを選ぶ',
      wholeServer: 'サーバー全体',
      eachWith: (role) => `${role}のメンバー1人ずつ`,
      change: (name) => `変更：${name}`,
      back: 'すべての設定',
      form: (name) => `利用枠：${name}`,
      kinds: {
        microDollars: { day: '1日の上限（米ドル）', month: '1か月の上限（米ドル）' },
        tokens: { day: '1日の上限（トークン）', month: '1か月の上限（トークン）' },
      },
      empty: '空欄にすると上限なしになります。',
      noLimit: '上限なし',
      noAmount: (kind) => `**${kind}**は2.50や50000のような数で入力してください。何も変更していません。`,
    },
    now: (label, target, value, from) => `${target}の**${label}**：${value} · *${from}*`,
    notHere: '設定は、私が参加しているサーバーでのみ使えます。管理者に招待を頼んでください。',
    mayNot: 'この操作の権限がありません。「サーバー管理」の権限が必要です。',
    gone: 'そのチャンネルはもうありません。パネルを開き直してください。',
    noSuchLevel:
      'ここにはそのレベルがありません。別のレベルを選ぶか、チャンネルまたはカテゴリーを指定してください。',
    notAtLevel: (label, target) => `**${label}**は${target}では設定できません。別のレベルを選んでください。`,
    notANumber: (label, least, most) =>
      `**${label}**は${least}から${most}までの整数にしてください。何も変更していません。`,
    notAllowed: (label) => `**${label}**にその値は使えません。何も変更していません。`,
    mayNotFixed: (label) => `**${label}**はボットの運営者が固定しているため、ここでは変更できません。`,
  },
  files: {
    refused: (name, why) => `**${name}** は読めませんでした：${why}。`,
    empty: '中身が空です',
    tooLarge: (size, limit) => `大きすぎます（${size}、上限は ${limit}）`,
    tooMuch: (limit) => `一度に渡せるファイルは合わせて ${limit} までです。別に質問してください`,
    archive: '圧縮ファイルは開けません。中のファイルを添付してください',
    program: 'プログラムは読めません。ソースコードを添付してください',
    audio: '音声は聞けません。文字に起こしたものを添付してください',
    video: '動画は見られません。場面の画像を添付してください',
    office: 'Office文書は読めません。PDFかテキストで保存してください',
    unknown: 'この種類のファイルには対応していません',
    badImage: '画像が壊れているか、知らない形式です。PNGかJPEGで保存してください',
    badPdf: 'PDFが壊れています。保存し直すか、ページの画像を添付してください',
    unreadable: '読み取りに時間がかかりすぎました。より単純な形で保存してください',
    assumedEncoding: (name, encoding) =>
      `**${name}** は ${encoding} と推測して読みました。文字化けしていたら、UTF-8で保存してください。`,
    tooManyPixels: (millions, limit) =>
      `画像が ${millions} 百万画素あります（上限は ${limit} 百万画素）。小さくしてください`,
    tooManyPages: (pages, limit) =>
      `${pages} ページあります（上限は ${limit} ページ）。一部を添付してください`,
    locked: 'パスワードが必要です。パスワードなしで保存してください',
    elsewhere: 'Discordに置かれたファイルではありません。メッセージに添付してください',
    gone: 'Discordにもうありません。もう一度添付してください',
    slow: 'Discordから届くのに時間がかかりすぎました。もう一度試してください',
    unreachable: 'Discordから届きませんでした。少し待ってからもう一度試してください',
  },
  export: {
    nothing: 'ここにはまだ会話がありません。',
    mayNotRead: 'このチャンネルのメッセージ履歴を読む権限がありません。',
    tooLarge: 'ファイルがDiscordには大きすぎます。添付ファイルを含まないMarkdownを選んでください。',
  },
  forget: {
    askOwn:
      'すべてのサーバーでのあなたの発言を削除しますか？元に戻せません。Claudeの回答は記憶に残り、Discord上のメッセージも残ります。',
    askChannel:
      'このチャンネルの質問と回答をすべて記憶から削除しますか？元に戻せません。Discord上のメッセージは残ります。',
    confirm: '削除する',
    cancel: 'キャンセル',
    cancelled: '何も削除していません。',
    notModerator: 'これを行う権限がありません。「メッセージの管理」の権限が必要です。',
    own: (questions) => count(questions, { other: 'あなたの質問を # 件削除しました。' }),
    channel: (turns) => count(turns, { other: '質問と回答を # 件削除しました。' }),
  },
  newConversation: {
    started: '新しい会話を始めました。これより上の内容は見ません。',
    undo: '元に戻す',
    undone: '前の会話に戻りました。',
    tooLate: 'もう元に戻せません。',
  },
  ourFault: 'ボットで問題が起きました。もう一度試してください。',
}
