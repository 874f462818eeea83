namespace Uso.GrainInterfaces;

/// <summary>The <c>state</c> that an approval link carries to the MIS and back: whose it is, and a secret that is good once.</summary>
public static class ApprovalState
{
    public static string Of(Urn urn, string secret) => $"{urn.Value}.{secret}";

    public static bool TryParse(string? text, out Urn urn, out string secret)
    {
        var dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        secret = dot < 0 ? "" : text![(dot + 1)..];
        return Urn.TryParse(dot < 0 ? null : text![..dot], out urn) && secret.Length > 0;
    }
}
