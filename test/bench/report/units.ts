export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 2 : 0)} MB`;
}

export function mediansOf(runs: number): string {
  return runs === 1 ? "Measured once." : `Medians of ${runs} runs.`;
}

export function perSecond(rate: number): string {
  return `${rate.toFixed(1)}/s`;
}
