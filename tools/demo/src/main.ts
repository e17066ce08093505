import { fileURLToPath } from 'node:url';
import { runMain, wantsColor, withSignals } from '@cip/runtime';
import { keepOpen } from './keep-open.js';
import { Narrator } from './narrator.js';
import { helpText, parseOptions } from './options.js';
import { performActs } from './perform-acts.js';
import { startStage } from './stage.js';

// The same depth from here in the sources and in the bundle.
const workspace = fileURLToPath(new URL('../../../', import.meta.url));

void runMain(
  async () => {
    const options = parseOptions(process.argv.slice(2));
    const narrator = new Narrator(
      (text) => void process.stdout.write(text),
      wantsColor(process.env, process.stdout),
    );
    if (options.help) {
      narrator.lines(helpText);
      return 0;
    }
    const state = { kept: false };
    const work = async (signal: AbortSignal): Promise<number> => {
      await using stage = await startStage(workspace);
      await performActs(stage, narrator, signal);
      state.kept = options.keep;
      if (state.kept) await keepOpen(stage, narrator, signal);
      return 0;
    };
    const exitCode = await withSignals(work, { onStop: () => undefined });
    // To interrupt is how somebody says that they have seen enough.
    return state.kept ? 0 : exitCode;
  },
  { name: 'demo' },
);
