/** Addresses in text of findings: mail and chat programs turn bare ones into links, also without `https://`. */

/** Labels with dots between them, perhaps behind a user's name. The lookbehind keeps the search linear. */
const ADDRESS = /(?<![\p{L}\p{N}_@.%+-])(?:[\p{L}\p{N}_.+%-]+@)?[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+\/?/gu;

/** An endpoint of an AWS service. With a path it may be anyone's page: buckets have such addresses. */
const AWS_ENDPOINT = /^[a-z0-9-]+(\.[a-z]{2}(-[a-z]+)+-\d)?\.amazonaws\.com(\.cn)?$/;

/** What no one can register as a top-level domain: private ones, and the endings of files. Some others, such as `sh` and `zip`, are both. */
const NOT_REGISTERED = new Set(
  'internal local localhost bin conf csv dll doc docx elf exe gz html ini jar jpg js json jsp log pdf php png sql tar txt xls xlsx xml yaml yml'.split(
    ' ',
  ),
);

/** The text with `[.]` and `[@]` in each address that a program could turn into a link, and `[:]//` in place of `://`. */
export function defanged(text: string): string {
  return text
    .replace(ADDRESS, (address) => (isLive(address) ? address.replaceAll('.', '[.]').replaceAll('@', '[@]') : address))
    .replaceAll('://', '[:]//');
}

function isLive(address: string): boolean {
  if (AWS_ENDPOINT.test(address)) return false;
  const top = address.replace(/\/$/, '').split('.').at(-1) ?? '';
  if (NOT_REGISTERED.has(top.toLowerCase())) return false;
  // the types of findings have dots too, before a word in mixed case or a single letter
  return /^(xn--[a-z0-9-]+|[\p{L}]{2,63})$/iu.test(top) && (top === top.toLowerCase() || top === top.toUpperCase());
}
