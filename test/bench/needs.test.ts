import { expect, test } from 'vitest'
import { costOf, needsOf } from './needs.ts'

const report = `| processes | all | ms of CPU | requests |
| --------- | --: | --: | --: |
| 1         | 12.0 s | 60 | 8 | 241 |
| 2         | 12.6 s | 100 | 12 | 445 |`

test('the costs of a reply are read from the row of one process', () => {
  expect(costOf(report)).toEqual({ cpu: 60, requests: 8 })
  expect(() => costOf('')).toThrow('processes')
})

test('needs follow from the questions of the busiest hours', () => {
  expect(needsOf(14_400, costOf(report))).toEqual({
    questions: 10,
    requests: 80,
    commits: 60,
    cores: 0.6,
    shards: 15,
    processes: 1,
  })
})
