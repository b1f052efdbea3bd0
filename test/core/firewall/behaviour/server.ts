/** Answers `portolan` on every port and address that it is given, over tcp and udp. */
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

const [ports = [], addresses = []] = process.argv.slice(2).map((text) => JSON.parse(text)) as [number[], string[]];

const listening = ports.flatMap((port) => [
  new Promise<void>((resolve) => createServer((socket) => socket.end('portolan')).listen(port, '::', 4_096, resolve)),
  // A socket of its own for each address, so that the answer comes from where the question went.
  ...addresses.map((address) => {
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
    socket.on('message', (_, from) => socket.send('portolan', from.port, from.address));
    return new Promise<void>((resolve) => socket.bind(port, address, resolve));
  }),
]);

await Promise.all(listening);
console.log('listening');
