/** The tables as Kysely sees them. Times are milliseconds since 1970; JSON is kept as text. */
export type Schema = {
  conversation: {
    id: string
    /** Rises with every row: the highest ordinal of a place is its current conversation. */
    ordinal: number
    place: string
    /** When the conversations of the place were last deleted on request. */
    forgotten_at: number | null
    head_id: string | null
    /** The turn of another place that this conversation continues from. */
    inherited_id: string | null
    begun_at: number
  }
  turn: {
    id: string
    ordinal: number
    conversation_id: string
    parent_id: string | null
    role: 'question' | 'answer'
    /** Of a question: `waiting`, `begun` or `removed`; of an answer: its `AnswerState`. */
    state: 'waiting' | 'begun' | 'removed' | 'writing' | 'ended' | 'failed'
    text: string
    at: number
    origin: string | null
    speaker_id: string | null
    speaker_name: string | null
    locale: string | null
    quote: string | null
    quote_author_id: string | null
    model: string | null
    stop_reason: string | null
    failure: string | null
    usage: string | null
    sources: string | null
    timing: string | null
    /** JSON: `AnswerMetadata` of an answer, `QuestionMetadata` of a question. */
    metadata: string | null
    /** Of an answer that has ended: 1 once its end is known to be visible on Discord. */
    displayed: number | null
    /** Of an answer whose end is visible: whether it has buttons, and whether a newer answer has made them superfluous. */
    controls: 'shown' | 'outdated' | null
    /** Rises when a question is edited or removed, and when an answer is reopened. */
    revision: number
    /** Of a question: why it is left out of requests. */
    unsendable: string | null
    /** The process that answers it, and for which shard, where several share the database. */
    process_id: string | null
    shard: number | null
  }
  /** The text of an answer that is being written, after its `turn.text`: a checkpoint adds only what is new. */
  text_chunk: {
    answer_id: string
    /** The number of UTF-16 code units before it. */
    start: number
    /** Its length in UTF-16 code units. */
    size: number
    text: string
  }
  file: {
    question_id: string
    position: number
    name: string
    media_type: string
    /** Bytes. */
    size: number
    /** Null for files stored before they were described. */
    tokens: number | null
    /** Of a PDF. */
    pages: number | null
    /** Of an image, in pixels. */
    width: number | null
    height: number | null
  }
  /** The bytes of the files, apart from their descriptions: reading a row before or behind a blob reads the blob too. */
  file_content: { question_id: string; position: number; bytes: Uint8Array }
  /** A setting of an owner (`SettingsOwner`); `value` is JSON. */
  setting: { owner_type: 'server' | 'channel' | 'person'; owner_id: string; name: string; value: string }
  summary: { turn_id: string; text: string; at: number }
  shown_message: {
    message_id: string
    channel_id: string
    turn_id: string
    page: number
    application_id: string | null
    token: string | null
    token_ends_at: number | null
  }
  spending: {
    ordinal: number
    answer_id: string | null
    place: string
    speaker_id: string
    model: string
    at: number
    input: number
    cache_write_5m: number
    cache_write_1h: number
    cache_read: number
    output: number
    thinking: number
    web_searches: number
    dollars: number | null
    /** Null in direct messages, and of requests from before servers were stored. */
    server_id: string | null
  }
  /** What an account has used in a day or month, and what the requests that run could still use. */
  allowance_use: {
    account: string
    /** Such as `2026-11-29` or `2026-11`. */
    period: string
    spent_micro_dollars: number
    spent_tokens: number
    reserved_micro_dollars: number
    reserved_tokens: number
  }
  /** What a request that runs could use at most. It is deleted when the request is settled. */
  reservation: {
    id: string
    person_id: string
    server_id: string | null
    channel_id: string | null
    day: string
    month: string
    model: string
    micro_dollars: number
    tokens: number
    input_tokens: number
    at: number
    /** The process that made it, where several share the database. */
    process_id: string | null
  }
  allowance: {
    server_id: string
    subject: string
    length: 'day' | 'month'
    unit: 'microDollars' | 'tokens'
    amount: number
  }
  /** Who has asked moderators for more, and who has allowed it. */
  more_request: {
    id: string
    server_id: string
    person_id: string
    channel_id: string
    account: string
    length: 'day' | 'month'
    unit: 'microDollars' | 'tokens'
    amount: number
    day: string
    allowed_by: string | null
  }
  allowance_alert: { account: string; period: string; unit: 'microDollars' | 'tokens'; percent: number }
  /** When people have asked within the last minute. */
  recent_question: { id: string; person_id: string; at: number }
  secret_key: { name: string; value: string }
}
