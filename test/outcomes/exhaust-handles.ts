import { closeSync, openSync } from 'node:fs'

/** Loaded before the bot: takes every file handle that is left at SIGUSR2, and gives them back at the next one. */
const held: number[] = []

const takeAll = (): void => {
  try {
    for (;;) held.push(openSync('/dev/null', 'r'))
  } catch {
    process.stderr.write('no handle is left\n')
  }
}

process.on('SIGUSR2', () => {
  if (held.length === 0) takeAll()
  else for (const handle of held.splice(0)) closeSync(handle)
})
