namespace HypeKr.Hyperliquid.Deployments;

/// <summary>A role that an aligned quote token gives away. Wire: <c>role</c> of <c>authorizeAqav2Role</c>.</summary>
public enum Aqav2Role
{
    /// <summary>Wire: <c>technical</c>.</summary>
    Technical,

    /// <summary>Wire: <c>treasury</c>.</summary>
    Treasury,
}
