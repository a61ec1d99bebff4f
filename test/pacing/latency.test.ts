import { describe, expect, it } from 'vitest'
import { headStart, type Latency, noLatency, refusedEarly, traveled } from '../../src/pacing/latency.ts'

const latencyOf = (
  roundTrips: readonly (readonly [roundTrip: number, at: number])[],
  from: Latency = noLatency,
): Latency => roundTrips.reduce((known, [roundTrip, at]) => traveled(known, roundTrip, at), from)

describe('the head start of a request', () => {
  it('is nothing until four round trips are known', () => {
    expect(headStart(noLatency)).toBe(0)
    const three = latencyOf([
      [200, 0],
      [60, 1],
      [70, 2],
    ])
    expect(headStart(three)).toBe(0)
    expect(headStart(traveled(three, 65, 3))).toBe(60)
  })

  it('is the least round trip of this minute and the one before it', () => {
    const first = latencyOf([
      [60, 0],
      [70, 1],
      [80, 2],
      [90, 60_000],
    ])
    expect(headStart(first)).toBe(60)
    const second = latencyOf(
      [
        [75, 60_002],
        [74, 60_003],
      ],
      first,
    )
    expect(headStart(second)).toBe(60)
    expect(headStart(traveled(second, 50, 60_004))).toBe(50)
    expect(headStart(traveled(second, 90, 120_002))).toBe(60)
    const third = traveled(second, 90, 120_003)
    expect(headStart(third)).toBe(74)
  })

  it('is less by the caution that refusals teach, which halves with every minute', () => {
    const known = latencyOf([
      [60, 0],
      [60, 1],
      [60, 2],
      [60, 3],
    ])
    expect(headStart(refusedEarly(known))).toBe(55)
    expect(headStart(refusedEarly(refusedEarly(known)))).toBe(45)
    expect(headStart(traveled(refusedEarly(refusedEarly(known)), 60, 60_001))).toBe(52.5)
    const often = Array.from({ length: 9 }).reduce<Latency>((latency) => refusedEarly(latency), known)
    expect(headStart(often)).toBe(0)
  })
})
