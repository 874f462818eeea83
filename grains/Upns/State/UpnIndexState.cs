namespace Uso.Grains.Upns;

[GenerateSerializer, Alias("uso.state.upn-index")]
internal sealed class UpnIndexState
{
    /// <summary>UPN → username, at most 1,000: the serial has three digits.</summary>
    [Id(0)] public Dictionary<string, string> Holders { get; set; } = [];
}
