/** How is a real SOCKS5 server run for a test, so that the origin knows its visits by their source address? */
import { pathOf, program } from '../programs.ts';
import { type Running, run, untilListening } from './running.ts';

/** microsocks, found or not: SOCKS5 without authentication; it resolves names itself. */
export const MICROSOCKS = program({ name: 'microsocks', candidates: ['microsocks'], package: 'microsocks' });

export interface MicrosocksSettings {
  /** 127.0.0.1 unless given. */
  readonly address?: string;
  readonly port: number;
  /** The source address of its connections to origins. */
  readonly outgoing: string;
}

export interface Microsocks extends Running {
  /** One line for each connection that it made, with the name and port that the client asked for. */
  readonly log: () => string[];
}

/** Starts microsocks; ready when the promise resolves. */
export async function startMicrosocks(settings: MicrosocksSettings): Promise<Microsocks> {
  const { address = '127.0.0.1', port, outgoing } = settings;
  const server = run(pathOf(MICROSOCKS), ['-i', address, '-p', String(port), '-b', outgoing]);
  await untilListening(port, server, { address });
  return { ...server, log: () => server.output().split('\n').filter(Boolean) };
}
