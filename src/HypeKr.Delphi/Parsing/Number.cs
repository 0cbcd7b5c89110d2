namespace HypeKr.Delphi;

/// <summary>A numeral as written, without its unit.</summary>
/// <param name="Value">What it says; infinite where it is too large for a double.</param>
/// <param name="Start">Where it begins, its sign included.</param>
/// <param name="End">Where it ends.</param>
/// <param name="HasPoint">Whether it has decimals, or an exponent.</param>
/// <param name="IsSigned">Whether a plus or minus stands before it.</param>
/// <param name="IsWord">Whether it is spelled in words.</param>
internal readonly record struct Number(double Value, int Start, int End, bool HasPoint, bool IsSigned, bool IsWord);
