import type { Script } from './script.ts'

const parts: readonly (readonly [string, string])[] = [
  [
    'The leaf',
    'A tea plant left alone becomes a tree of ten metres. Plucked every week it stays a bush, and puts its strength into the two youngest leaves and the bud above them. Those are what the picker wants: they hold most of the caffeine, which the plant makes to discourage insects, and most of the sugars, which it makes for itself.',
  ],
  [
    'Withering',
    'Fresh leaves are four fifths water. Spread on racks in moving air they lose a third of it in a night. They become soft as cloth, and their cell walls begin to leak, so that what was kept apart in the living leaf starts to mix. Green tea skips this step, or takes only an hour over it.',
  ],
  [
    'Rolling',
    'Rolled between plates, the leaf bruises. Enzymes meet the tannins they were separated from and, with oxygen, begin to turn them brown. It is what happens to a cut apple. How hard and how long to roll decides how quickly the cup will give up its colour later.',
  ],
  [
    'Oxidation',
    'On cool, damp floors the leaf goes from green to copper in one to four hours. A tea that is stopped early, at a fifth of the way, tastes of flowers; stopped halfway, of honey and roasted nuts; left to the end, of malt and dried fruit. The maker judges by smell, and the right minute may be missed while you read this paragraph.',
  ],
  [
    'Firing',
    'Heat ends it. The enzymes stop at about 75 °C; the water goes on leaving until three parts in a hundred remain. In a pan the leaf picks up a toasted note, in an oven it stays clean, over pine smoke it tastes of that for ever.',
  ],
  [
    'The cup',
    'What remains is arithmetic. **Time**, **heat** and **amount** can stand in for each other within limits: twice the leaf for half the time gives a rounder cup with less bitterness, because caffeine leaves the leaf quickly and the bitter tannins slowly. Water that boils is right for black tea; for green tea let it wait until the steam thins.',
  ],
]

const stories: readonly (readonly [string, string])[] = [
  [
    'How it travelled',
    'For a thousand years tea went overland as bricks, on the backs of yaks and men, to places where it was paid for with horses. By sea it went later and faster: in 1866 sixteen ships left Fuzhou on one tide, and after ninety-nine days the first two docked in London within half an hour of each other. Three years later the Suez Canal opened, steamers took the trade, and the fastest sailing ships ever built were carrying wool.',
  ],
  [
    'What it was mixed with',
    'Salt and butter in Tibet, where fat and salt are what a body lacks at that height. Milk in England, first in the cup so that thin porcelain should not crack. Jasmine in Fujian: the petals are laid among the leaves at night, when they open, and picked out again in the morning, up to nine times. Bergamot, mint, cardamom, smoke; whatever grew nearby and was too strong alone.',
  ],
  [
    'Who drinks it now',
    'By the kilogram and head, Türkiye leads by far, with three to four in a year; Ireland and the United Kingdom follow with about two. China grows half of all tea in the world and drinks most of that itself. Water aside, there is nothing that people drink more of.',
  ],
  [
    'What can go wrong',
    'Leaves forget. Light bleaches them, air stales them, damp turns them, and a shelf shared with coffee ends them. A tin in a dark cupboard keeps a black tea for two years, a green one for perhaps one. Some teas are meant to age: pressed into cakes and stored for decades, they lose their edge and gain a taste that is compared to forest floor by those who love it, and by those who do not.',
  ],
]

const essay = [...parts, ...stories]
  .map(([title, words], index) => `## ${index + 1}. ${title}\n\n${words}`)
  .join('\n\n')

/** A reply that does not fit one message. */
export const long: Script = {
  name: 'long',
  shows: 'a reply past 2,000 characters: it goes on in the next message',
  example: 'Tell me a long story of tea',
  when: /\blong\b/i,
  answer: () => ({
    type: 'reply',
    say: [
      {
        type: 'text',
        text: `# From bush to cup\n\n${essay}\n\n> A good cup is mostly patience, which costs nothing.\n\nIn short:\n\n1. pick young,\n2. bruise gently,\n3. stop in time,\n4. and don't boil green tea.`,
      },
    ],
  }),
}
