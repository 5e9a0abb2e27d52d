import type { InvestigationWords } from './investigation';

export const investigationEn: InvestigationWords = {
  severity: { CRITICAL: 'Critical', HIGH: 'High', MEDIUM: 'Medium', LOW: 'Low', INFORMATIONAL: 'Informational' },
  indicator: {
    TTP_OBSERVED: 'Observed procedures',
    IMPOSSIBLE_TRAVEL: 'Impossible travel',
    FLAGGED_IP_ADDRESS: 'IP addresses flagged by threat intelligence',
    NEW_GEOLOCATION: 'New locations',
    NEW_ASO: 'New networks',
    NEW_USER_AGENT: 'New user agents',
    RELATED_FINDING: 'Related findings',
    RELATED_FINDING_GROUP: 'Related finding groups',
  },
  labels: {
    investigation: 'Investigation',
    result: 'Result',
    suspect: 'Investigated',
    tactics: 'Tactics and techniques',
    calls: 'API calls in them',
    scope: 'Time investigated',
    finding: 'Caused by finding',
    findingSeverity: 'Severity of the finding',
    open: 'Open the investigation in Detective',
    profiles: 'Profile in Detective',
  },
  noResult: 'No result',
  title: (who) => `Detective investigation of ${who}`,
  summary(outcome, who) {
    switch (outcome.state) {
      case 'finished':
        return finding(outcome.found.severity, who);
      case 'failed':
        return `Detective's investigation of ${who} failed. Run it again in the console.`;
      case 'overdue':
        return `Detective's investigation of ${who} is still running after ${outcome.minutes} minutes. Its report will show the result.`;
      case 'notStarted':
        return `Detective did not investigate ${who}: ${outcome.words}`;
      case 'notRead':
        return `Detective is investigating ${who}, but the result could not be read: ${outcome.words}`;
    }
  },
  follows: (who) => `Detective is investigating ${who}; the result follows`,
  known: (who, at) => `Detective investigated ${who} on ${at}`,
  calls: ({ api, succeeded, failed }) => `${api} (${succeeded} succeeded, ${failed} failed)`,
  newForAccount: 'new for the account',
  cut: '… cut here; follow the Detective link above for the full text',
};

function finding(severity: string, who: string): string {
  if (severity === 'CRITICAL' || severity === 'HIGH') return `Detective sees signs that ${who} is compromised.`;
  if (severity === 'MEDIUM') return `Detective sees unusual behavior of ${who} that may mean a compromise.`;
  if (severity === 'LOW' || severity === 'INFORMATIONAL') return `Detective sees no unusual behavior of ${who}.`;
  return `Detective has investigated ${who}.`;
}
