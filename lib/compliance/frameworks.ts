import awsFsbp from './aws-fsbp-2026-10.json';
import awsWellArchitected from './aws-well-architected-security-2025.json';
import cisAwsFoundations from './cis-aws-foundations-7.0.json';
import cisControls from './cis-controls-8.1.json';
import fisc from './fisc-13.json';
import { type Framework, frameworkSchema } from './framework';
import hipaaSecurity from './hipaa-security-2003.json';
import iso27001 from './iso-27001-2022.json';
import nist80053 from './nist-800-53-r5.json';
import nistCsf from './nist-csf-2.0.json';
import pciDss from './pci-dss-4.0.1.json';

/** Every framework, in the order in which people are shown them. */
export const FRAMEWORKS: readonly Framework[] = [
  nistCsf,
  nist80053,
  pciDss,
  hipaaSecurity,
  fisc,
  iso27001,
  awsFsbp,
  awsWellArchitected,
  cisAwsFoundations,
  cisControls,
].map((each) => frameworkSchema.parse(each));

/** The name of a framework on the command line and of its file, such as `nist-csf-2.0`. */
export function nameOf({ framework, version }: Framework): string {
  return `${framework}-${version}`;
}
