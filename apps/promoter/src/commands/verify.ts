import { Command } from 'commander';
import { addVerifyFlags } from '../verify/verify-request.js';

const examples = `
Examples:
  cip verify us-central1-docker.pkg.dev/k8s-staging-images/kas/server:v0.1.2
  cip verify --policy-from registry.k8s.io/manifests/kas us-central1-docker.pkg.dev/k8s-staging-images/kas/server:v0.1.2
  cip verify --key cosign.pub registry.example/app@sha256:… --format json

Lists what each image carries: signatures, attestations and SBOMs among its referrers and under sha256-<hex>.sig, .att and
.sbom, and the same of the children of an index. Says of each who signed it, and holds the image against provenance
policies: that of --policy-from, to test one before it is merged; otherwise those of the manifests, if there are any, which
promote the image or have it in one of their destinations.

With "signing" in .cip.yaml, an image in production also has to have what the promoter signs: its signature, its promotion
record and its verification summary, each about this image. The commands by which users check that with cosign are printed.

Signatures are verified with the trust of the project (trust in .cip.yaml), or what --trust-root and --key name. Without
either, the trust root of the public Sigstore is fetched.

Exit codes: 0 all policies are satisfied and nothing is amiss, 1 something is, or not everything could be read, 2 wrong
usage, 130 and 143 stopped by a signal.
`;

/** `cip verify`: what images carry, who signed it, and whether provenance policies are satisfied. */
export function verifyCommand(run: (asked: readonly string[], command: Command) => Promise<void>): Command {
  const command = new Command('verify')
    .argument('<image...>', 'HOST[:PORT]/PATH:TAG or HOST[:PORT]/PATH@DIGEST')
    .summary('say what images carry, who signed it, and whether policies are satisfied')
    .description(
      'Says what images carry, who signed it, and whether provenance policies are satisfied. Reads only.',
    );
  return addVerifyFlags(command)
    .addHelpText('after', examples)
    .action(async (asked: string[]) => run(asked, command));
}
