import { Pool } from 'undici';
import type { World } from '../auditor/world.js';

const eachEnvelope = 50;

/** Sends notifications as a distribution registry does, one envelope after the other; rejections are all distinct. */
export async function sendStorm(
  address: string,
  { repositories }: World,
  { promised, rejected }: { readonly promised: number; readonly rejected: number },
): Promise<{ readonly wrong: readonly string[]; readonly longest: number }> {
  const pool = new Pool(address, { connections: 1 });
  const wrong: string[] = [];
  let longest = 0;
  const events = Array.from({ length: promised + rejected }, (_, i) => notification(i, i % 2 === 1));
  for (let from = 0; from < events.length; from += eachEnvelope) {
    const body = JSON.stringify({ events: events.slice(from, from + eachEnvelope) });
    const began = performance.now();
    const answer = await pool.request({ path: '/events/distribution', method: 'POST', body });
    await answer.body.dump();
    longest = Math.max(longest, (performance.now() - began) / 1000);
    if (answer.statusCode !== 200) wrong.push(`an envelope was answered ${answer.statusCode}`);
  }
  await pool.close();
  return { wrong, longest };

  function notification(i: number, isRejected: boolean): object {
    const { name, tagged } = repositories[i % repositories.length] ?? { name: '', tagged: [] };
    const [host = '', ...path] = name.split('/');
    const [tag, digest] = tagged[i % tagged.length] ?? [];
    return {
      id: `storm-${i}`,
      timestamp: new Date().toISOString(),
      action: 'push',
      target: {
        mediaType: 'application/vnd.oci.image.index.v1+json',
        repository: path.join('/'),
        digest,
        tag: isRejected ? `rogue-${i}` : tag,
      },
      request: { host },
    };
  }
}
