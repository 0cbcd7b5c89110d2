namespace HypeKr.Calibration;

/// <summary>What a column of an exported table holds; the key columns come first.</summary>
internal enum SqlColumnKind
{
    KeyText,
    KeyNumber,
    KeyInteger,
    Text,
    Number,
    Integer,
}
