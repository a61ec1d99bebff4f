import { type Answer, text } from '../answer.ts'
import { paragraphs } from './endless.ts'
import type { Script } from './script.ts'

const thoughts =
  'The question has three parts. The first is easy. The second depends on what is meant by "often", so I should say what I assume. The third needs a little arithmetic: 17 times 24 is 408, and half of that 204. I will answer shortly and show the figure.'

const slowly: Answer = {
  type: 'reply',
  say: [{ type: 'text', text: paragraphs(4_000) }],
  pace: { tokensPerSecond: 12, deltaLength: 12 },
}

/** Replies in words and scripts of many kinds. */
export const shortReplies: readonly Script[] = [
  {
    name: 'thinking',
    shows: 'thinking before the first text',
    example: 'Think about it first',
    when: /\bthink(ing)?\b/i,
    answer: () => ({
      type: 'reply',
      say: [
        { type: 'thinking', text: thoughts },
        { type: 'pause', ms: 3_000 },
        { type: 'text', text: 'I have thought about it: the answer is **204**, half of 17 × 24.' },
      ],
      pace: { tokensPerSecond: 30 },
    }),
  },
  {
    name: 'slow',
    shows: 'a slow reply, to press Stop on',
    example: 'Answer slowly',
    when: /\bslow(ly)?\b/i,
    answer: () => slowly,
  },
  {
    name: 'latex',
    shows: 'formulas in LaTeX',
    example: 'Show me LaTeX',
    when: /latex|formula/i,
    answer: () =>
      text(
        'The roots of $ax^2 + bx + c = 0$ are\n\n$$x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}$$\n\nand, inline, \\(e^{i\\pi} + 1 = 0\\). In a sum:\n\n\\[\\sum_{k=1}^{n} k = \\frac{n(n+1)}{2}\\]\n\nIt costs $5 to $10, which is no formula.',
      ),
  },
  {
    name: 'rtl',
    shows: 'Arabic and Hebrew, from right to left, mixed with English',
    example: 'Answer in Arabic',
    when: /arabic|hebrew|\brtl\b/i,
    answer: () =>
      text(
        'مرحبا! هذا نص **عربي** مع كلمة Claude في الوسط والأرقام 123.\n\n- البند الأول\n- البند الثاني (`code`)\n\nשלום! זהו טקסט *עברי* עם English באמצע.',
      ),
  },
  {
    name: 'emoji',
    shows: 'emoji of many code points, which must not be cut',
    example: 'Only emoji, please',
    when: /emoji/i,
    answer: () => text(Array.from({ length: 60 }, () => '👩‍👩‍👧‍👦🏳️‍🌈👍🏽🇯🇵é').join(' ')),
  },
  {
    name: 'short',
    shows: 'one sentence',
    example: 'Hello!',
    when: /^\W*(\w+:\s*)?(hello|hi|hey)\b/i,
    answer: () => text('Hello! What would you like to talk about?'),
  },
]
