/** Loses a share of what comes, by chance. */
export class Losses {
  /** Of a hundred, how many are lost. */
  percent = 0;
  /** How many were lost. */
  count = 0;
  /** 0 or more, below 1. */
  random: () => number = Math.random;

  /** Whether what has just come is lost. */
  strike(): boolean {
    const isLost = this.percent > 0 && this.random() * 100 < this.percent;
    if (isLost) this.count += 1;
    return isLost;
  }
}
