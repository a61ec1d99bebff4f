import type { Answer } from '../answer.ts'
import type { Prompt } from '../prompt.ts'
import type { Script } from './script.ts'

const tides = { title: 'Tides explained', url: 'https://example.com/tides' }
const moon = { title: 'The Moon, a field guide', url: 'https://example.org/moon?page=2' }

const without: Answer = {
  type: 'reply',
  say: [{ type: 'text', text: 'I cannot search the web here: it is switched off for this conversation.' }],
}

const answer = ({ webSearch, continued }: Prompt): Answer => {
  if (!webSearch) return without
  if (continued === 0)
    return {
      type: 'reply',
      say: [
        { type: 'text', text: 'I will look that up.' },
        { type: 'search', query: 'why two tides a day', results: [tides, moon] },
      ],
      stopReason: 'pause_turn',
    }
  return {
    type: 'reply',
    say: [
      { type: 'search', query: 'tides moon far side', results: [moon] },
      { type: 'text', text: 'There are two tides a day because ' },
      { type: 'text', text: 'the Moon pulls the near water more than the Earth', source: tides },
      { type: 'text', text: ', and ' },
      { type: 'text', text: 'the Earth more than the far water', source: moon },
      { type: 'text', text: '. The Sun adds a little, twice a month.' },
    ],
  }
}

/** Web search with a pause, two searches and citations. */
export const search: Script = {
  name: 'search',
  shows: 'web search with sources (a reply that pauses and goes on)',
  example: 'Search the web for tides',
  when: /\bsearch\b/i,
  answer,
}
