/** The tables as Kysely sees them. Times are milliseconds since 1970; JSON is kept as text. */
export type Schema = {
  conversation: {
    id: string
    /** Rises with every row: the newest conversation of a place is the one that goes on. */
    ordinal: number
    place: string
    settings: string
    head_id: string | null
    /** The turn of another place that this conversation goes on from. */
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
    /** Of an answer: what is shown beside its text. */
    beside: string | null
    /** Of an answer that has ended: 1 once its end is known to be on the screen. */
    displayed: number | null
  }
  /** What an answer has grown by since its `turn.text`, so that a checkpoint writes only what is new. */
  piece: {
    answer_id: string
    /** UTF-16 units before it. */
    start: number
    /** Its length in UTF-16 units. */
    size: number
    text: string
  }
  file: {
    question_id: string
    position: number
    name: string
    media_type: string
    bytes: Uint8Array
  }
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
  }
}
