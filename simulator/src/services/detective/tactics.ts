interface Named {
  readonly tactic: string;
  readonly technique: string;
}

/** The tactics of MITRE ATT&CK's enterprise matrix for GuardDuty's threat purposes. */
const TACTICS: Readonly<Record<string, Named>> = {
  CredentialAccess: { tactic: 'Credential Access', technique: 'Unsecured Credentials' },
  DefenseEvasion: { tactic: 'Defense Evasion', technique: 'Impair Defenses' },
  Discovery: { tactic: 'Discovery', technique: 'Cloud Infrastructure Discovery' },
  Exfiltration: { tactic: 'Exfiltration', technique: 'Transfer Data to Cloud Account' },
  Impact: { tactic: 'Impact', technique: 'Data Destruction' },
  InitialAccess: { tactic: 'Initial Access', technique: 'Valid Accounts' },
  Persistence: { tactic: 'Persistence', technique: 'Account Manipulation' },
  PrivilegeEscalation: { tactic: 'Privilege Escalation', technique: 'Abuse Elevation Control Mechanism' },
  Recon: { tactic: 'Discovery', technique: 'Account Discovery' },
  Stealth: { tactic: 'Defense Evasion', technique: 'Impair Defenses' },
  UnauthorizedAccess: { tactic: 'Initial Access', technique: 'Valid Accounts' },
};

/** The tactic and technique of a finding type; undefined if it has none. */
export function tacticOf(type: string): Named | undefined {
  const [purpose = ''] = type.split(':');
  return Object.hasOwn(TACTICS, purpose) ? TACTICS[purpose] : undefined;
}
