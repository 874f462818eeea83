using Uso.Matching.Normalise;

namespace Uso.Matching.Index;

/// <summary>One <see cref="NameForm"/> per distinct name: a town has far fewer names than people.</summary>
internal sealed class NameCache
{
    private readonly Dictionary<string, NameForm> _forms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NameCount> _counts = new(StringComparer.Ordinal);

    /// <summary>The form of a name that will stay.</summary>
    internal NameForm Keep(string? raw)
    {
        if (string.IsNullOrEmpty(raw))
        {
            return NameForm.Empty;
        }

        if (!_forms.TryGetValue(raw, out NameForm? form))
        {
            form = NameForm.Of(raw, KeepCount);
            _forms.Add(raw, form);
        }

        return form;
    }

    /// <summary>The form of a name that is only looked up: nothing is added.</summary>
    internal NameForm Look(string? raw) =>
        string.IsNullOrEmpty(raw) ? NameForm.Empty : _forms.TryGetValue(raw, out NameForm? form) ? form
            : NameForm.Of(raw, name => _counts.GetValueOrDefault(name, NameCount.None));

    private NameCount KeepCount(string name)
    {
        if (!_counts.TryGetValue(name, out NameCount? count))
        {
            _counts.Add(name, count = new NameCount());
        }

        return count;
    }
}
