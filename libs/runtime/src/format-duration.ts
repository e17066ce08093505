/** Milliseconds as people say them, in the two largest units: `42s`, `3m`, `1h20m`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60)
    return seconds < 600 && seconds % 60 > 0 ? `${Math.floor(seconds / 60)}m${seconds % 60}s` : `${minutes}m`;
  return `${Math.floor(minutes / 60)}h${minutes % 60 > 0 ? `${minutes % 60}m` : ''}`;
}
