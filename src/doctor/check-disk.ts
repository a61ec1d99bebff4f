import { statfsSync } from 'node:fs'
import { type Finding, note, ok, wrong } from './finding.ts'

const mega = 1024 * 1024
/** Below so many bytes nothing can be promised; below the other it is time to act. */
const tooLittle = 100 * mega
const little = 1024 * mega

const told = (bytes: number): string =>
  bytes < little ? `${Math.round(bytes / mega)} MB` : `${(bytes / 1024 / mega).toFixed(1)} GB`

/** How much this user can still write in a folder. */
export const checkDisk = (folder: string): Finding => {
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  const says = `${told(free)} are free in ${folder}.`
  if (free < tooLittle)
    return wrong('disk', says, 'Free some space: questions that cannot be stored are declined.')
  return free < little ? note('disk', says, 'Free some space soon.') : ok('disk', says)
}
