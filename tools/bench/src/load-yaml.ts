// What any linter of a thin manifest tree has to do at least: start Node.js, read every manifest, parse its YAML.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { loadAll } from 'js-yaml';

const [directory = '.'] = process.argv.slice(2);
const names = { images: 'images.yaml', manifests: 'promoter-manifest.yaml' };
let documents = 0;
for (const [folder, name] of Object.entries(names)) {
  for (const subproject of readdirSync(path.join(directory, folder), { withFileTypes: true })) {
    if (!subproject.isDirectory()) continue;
    // A file without images has no document, which is an error to "load".
    loadAll(readFileSync(path.join(directory, folder, subproject.name, name), 'utf8'));
    documents += 1;
  }
}
process.stdout.write(`${documents} documents\n`);
