/** Tries the flows that stand on its input and prints how each ended: `open`, or the code of the error. */
import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import type { TriedFlow } from './network.ts';

/** Without a word from anybody an attempt counts as `timeout`. */
const PATIENCE = 8_000;
/** Systems send few ICMP errors at once (icmp_msgs_per_sec), so udp asks again, as tcp does by itself. */
const ASK_AGAIN = 100;
const AT_ONCE = 24;

function tryTcp({ src, dst, port }: TriedFlow): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: dst, port, localAddress: src, timeout: PATIENCE });
    const end = (ending: string) => {
      resolve(ending);
      socket.destroy();
    };
    socket.once('data', (data) => end(String(data) === 'portolan' ? 'open' : 'stranger'));
    socket.once('timeout', () => end('timeout'));
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? 'error'));
    socket.once('end', () => end('closed'));
  });
}

function tryUdp({ src, dst, port }: TriedFlow): Promise<string> {
  return new Promise((resolve) => {
    const socket = createSocket(dst.includes(':') ? 'udp6' : 'udp4');
    const timer = setTimeout(() => end('timeout'), PATIENCE);
    let asking: NodeJS.Timeout | undefined;
    const end = (ending: string) => {
      clearTimeout(timer);
      clearInterval(asking);
      resolve(ending);
      socket.removeAllListeners().on('error', () => {});
      socket.close();
    };
    socket.on('message', (data) => end(String(data) === 'portolan' ? 'open' : 'stranger'));
    socket.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? 'error'));
    const ask = () => socket.send('?', () => {});
    socket.bind(0, src, () =>
      socket.connect(port, dst, () => {
        ask();
        asking = setInterval(ask, ASK_AGAIN);
      }),
    );
  });
}

const flows = JSON.parse(readFileSync(0, 'utf8')) as TriedFlow[];
const endings: string[] = [];
let next = 0;
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let at = next++; at < flows.length; at = next++) {
      const flow = flows[at] as TriedFlow;
      endings[at] = await (flow.protocol === 'tcp' ? tryTcp(flow) : tryUdp(flow));
    }
  }),
);
console.log(JSON.stringify(endings));
process.exit(0);
