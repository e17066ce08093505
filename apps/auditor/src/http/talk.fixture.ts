import { connect, type Socket } from 'node:net';

/** Sends bytes and waits for the end of the connection. Resolves with what came back. */
export function talk(
  port: number,
  text: string,
  act: (socket: Socket) => void = () => undefined,
): Promise<string> {
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(text);
      act(socket);
    });
    socket.on('data', (chunk) => (received += chunk.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve(received);
    });
  });
}
