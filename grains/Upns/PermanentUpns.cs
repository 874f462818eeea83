using Uso.Matching;

namespace Uso.Grains.Upns;

/// <summary>UPNs that are a pupil's for good: only those are indexed.</summary>
internal static class PermanentUpns
{
    /// <summary>The UPN in its normal form when it is permanent and its check letter holds; else null.</summary>
    public static string? Of(PersonIdentity identity) => Upn.TryParse(identity.Upn, out var upn) && upn.IsPermanent ? upn.ToString() : null;
}
