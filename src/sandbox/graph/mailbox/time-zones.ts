// Exchange names zones as Windows does. Only the offices of the sample company and their neighbours are needed here.

const windowsZones: Readonly<Record<string, string>> = {
  'America/Chicago': 'Central Standard Time',
  'America/Los_Angeles': 'Pacific Standard Time',
  'America/Mexico_City': 'Central Standard Time (Mexico)',
  'America/New_York': 'Eastern Standard Time',
  'America/Sao_Paulo': 'E. South America Standard Time',
  'Asia/Dubai': 'Arabian Standard Time',
  'Asia/Kolkata': 'India Standard Time',
  'Asia/Singapore': 'Singapore Standard Time',
  'Asia/Tokyo': 'Tokyo Standard Time',
  'Australia/Sydney': 'AUS Eastern Standard Time',
  'Europe/Berlin': 'W. Europe Standard Time',
  'Europe/London': 'GMT Standard Time',
  'Europe/Madrid': 'Romance Standard Time',
  'Europe/Paris': 'Romance Standard Time',
  UTC: 'UTC',
};

/** Windows name of an IANA zone; `UTC` for one that is not listed. */
export function windowsZone(iana: string): string {
  return windowsZones[iana] ?? 'UTC';
}
