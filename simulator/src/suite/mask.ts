/**
 * Replaces what identifies an organization, the same text always by the same mask. Two ways, and a text must pass both:
 * by structure, a text in an answer is kept only below a key whose values AWS defines; by pattern, what looks like an id, an
 * address or a key is replaced wherever it occurs, in messages too.
 */
export class Masker {
  private readonly masks = new Map<string, string>();
  private readonly counts = new Map<string, number>();

  /** Takes note of every text of an answer that is to be masked, so that it is masked in requests and messages as well. */
  learn(answer: unknown): void {
    this.walk(answer, [], true);
  }

  /** Masks an answer. */
  answer(value: unknown): unknown {
    return this.walk(value, [], true);
  }

  /** Masks a request: what the suite wrote itself stays. */
  request(value: unknown): unknown {
    return this.walk(value, [], false);
  }

  /** Masks a message. */
  text(text: string): string {
    let masked = text;
    const known = [...this.masks].filter(([secret]) => secret.length > 3).sort(([a], [b]) => b.length - a.length);
    for (const [secret, mask] of known) if (secret !== mask) masked = masked.replaceAll(secret, mask);
    return this.patterns(masked);
  }

  private walk(value: unknown, path: readonly string[], strict: boolean): unknown {
    if (value instanceof Date) return '(a time)';
    if (typeof value === 'string') return this.leaf(value, path, strict);
    if (Array.isArray(value)) return value.map((each) => this.walk(each, path, strict));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, each]) => {
      const own = OPEN.test(path.at(-1) ?? '');
      return [
        own && strict ? this.maskOf(key, 'text', (n) => `text-${n}`) : key,
        this.walk(each, [...path, key], strict),
      ];
    });
    return Object.fromEntries(entries);
  }

  private leaf(text: string, path: readonly string[], strict: boolean): string {
    if (text === '' || this.isOwn(text)) return text;
    const known = this.masks.get(text);
    if (known !== undefined) return known;
    const key = path.at(-1) ?? '';
    if (!strict || PROSE.test(key)) return this.text(text);
    if (KEPT.test(path.slice(-2).join('.')) && CONSTANT.test(text)) return text;
    const patterned = this.patterns(text);
    // an id, an address or an ARN as a whole keeps its form
    if (patterned !== text && WHOLE.some(([pattern]) => text.replace(pattern, '') === '')) return patterned;
    return this.maskOf(text, 'text', (n) => `text-${n}`);
  }

  private patterns(text: string): string {
    return WHOLE.reduce(
      (all, [pattern, kind, mask]) => all.replace(pattern, (hit) => this.ofPattern(hit, kind, mask)),
      text,
    );
  }

  private ofPattern(hit: string, kind: string, mask: (n: number) => string): string {
    return this.isOwn(hit) ? hit : this.maskOf(hit, kind, mask);
  }

  private isOwn(text: string): boolean {
    return [...this.masks.values()].includes(text) || AWS_OWN.test(text);
  }

  private maskOf(text: string, kind: string, mask: (n: number) => string): string {
    const known = this.masks.get(text);
    if (known !== undefined) return known;
    const n = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, n);
    const made = mask(n);
    this.masks.set(text, made);
    return made;
  }
}

/** Maps whose keys are a customer's. */
const OPEN = /^(Tags|Context|Variables)$/i;
/** Texts for people, in which only the parts that identify are masked. */
const PROSE = /^(message|reason|Result|code)$/;
/** Keys whose values AWS defines. */
const KEPT =
  /(^|\.)(Status|State|RelationshipStatus|Feature|AutoEnable|AutoEnableOrganizationMembers|FindingPublishingFrequency|JoinedMethod|FeatureSet|PolicyType|DatasourcePackage|DatasourcePackageIngestState|DisabledReason|InvitationType|ManagedBy|ErrorCode|EventBusName|DetectorStatus|Action)$|^(Features|PolicyTypes|AvailablePolicyTypes|AdditionalConfiguration)\.(Name|Type|Status)$/;
const CONSTANT = /^[A-Za-z][A-Za-z0-9_]{1,60}$/;
/** What is the same in every account, and what the suite itself named. */
const AWS_OWN =
  /^(muster-contract-[a-z0-9]+|p-FullAWSAccess|FullAWSAccess|default|arn:aws[\w-]*:organizations::aws:policy\/[\w-]+\/p-FullAWSAccess)$/;

type Pattern = readonly [pattern: RegExp, kind: string, mask: (n: number) => string];
const digits = (n: number, width: number) => String(n).padStart(width, '0');

/** What identifies by its form. The longer forms come first, since they contain the shorter ones. */
const WHOLE: readonly Pattern[] = [
  [/arn:aws[\w-]*:[\w-]*:[\w-]*:[\w-]*:[^\s"',)\]]+/g, 'arn', (n) => `arn:masked:${n}`],
  [/[\w.+%-]+@[\w-]+(\.[\w-]+)+/g, 'e-mail', (n) => `person-${n}@masked.invalid`],
  [/\b(AKIA|ASIA|AIDA|AROA|ABIA|ACCA|AGPA|ANPA)[A-Z0-9]{12,}\b/g, 'key', (n) => `KEY-${n}`],
  [/\bou-[0-9a-z]{4,32}-[a-z0-9]{8,32}\b/g, 'unit', (n) => `ou-0000-${digits(n, 8)}`],
  [/\bo-[a-z0-9]{10,32}\b/g, 'organization', (n) => `o-${digits(n, 10)}`],
  [/\bp-[0-9a-z]{8,128}\b/g, 'policy', (n) => `p-${digits(n, 8)}`],
  [/\bh-[0-9a-f]{8,32}\b/g, 'handshake', (n) => `h-${digits(n, 8)}`],
  [/\br-[0-9a-z]{4,32}\b/g, 'root', (n) => `r-${digits(n, 4)}`],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, 'uuid', (n) => `uuid-${n}`],
  [/\b[0-9a-f]{32}\b/g, 'detector', (n) => `hex-${n}`],
  [/(?<![\w-])\d{12}(?![\w-])/g, 'account', (n) => digits(n, 12)],
  [/\b(?:\d{1,3}\.){3}\d{1,3}\b/g, 'address', (n) => `address-${n}`],
];
