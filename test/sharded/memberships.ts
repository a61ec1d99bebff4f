import type pg from 'pg'

/** The time for which a process was a member, as the database saw it. Moments are ms since 1970 by the database's clock. */
export type Membership = {
  /** The process's `application_name`. */
  readonly process: string
  readonly joinedAt: number
  /** Null while it goes on. */
  readonly endedAt: number | null
}

const now = 'extract(epoch from clock_timestamp()) * 1000'

/** Makes the database of a test write down who becomes a member and whose membership ends. Processes are known by their `application_name`. */
export const recordMemberships = async (client: pg.Client): Promise<void> => {
  await client.query(`
    create table membership (id text primary key, process text, joined_at float8, ended_at float8);
    create function joined() returns trigger language plpgsql as $$ begin
      insert into membership values (new.id, current_setting('application_name'), ${now}, null);
      return new;
    end $$;
    create function ended() returns trigger language plpgsql as $$ begin
      update membership set ended_at = ${now} where id = old.id;
      return old;
    end $$;
    create trigger joined after insert on bot_process for each row execute function joined();
    create trigger ended before delete on bot_process for each row execute function ended();
  `)
}

/** What was written down so far. */
export const readMemberships = async (client: pg.Client): Promise<readonly Membership[]> => {
  const { rows } = await client.query<Membership>(
    'select process, joined_at as "joinedAt", ended_at as "endedAt" from membership order by joined_at',
  )
  return rows
}
