using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>One item of a channel of an account.</summary>
internal readonly record struct AccountItem(Account Account, AccountItemKind Kind, Action<Utf8JsonWriter> Write);
