/** A figure of more digits than a number keeps exactly: it is refused rather than rounded in silence. */
export class BeyondExact extends RangeError {
  constructor(figure: bigint | number) {
    super(`${figure} is beyond the safe integers`)
  }
}
