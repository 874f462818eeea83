using Uso.Matching;

namespace Uso.Grains.Matching;

/// <summary>
/// Proposes usernames that are likely free: the number after the highest that the LA knows or was offered. Only a hint: the account itself decides who has a name.
/// </summary>
internal sealed class UsernameProposals(LaCode la)
{
    private readonly Dictionary<string, int> _next = [];

    /// <summary>Notes a username in use.</summary>
    public void Note(string text)
    {
        if (Username.TryParse(text, out var username) && username.MadeBy == la)
        {
            var (stem, number) = username.Split();
            _next[stem] = Math.Max(_next.GetValueOrDefault(stem), number + 1);
        }
    }

    public Username Propose(PersonIdentity identity)
    {
        var stem = UsernameRule.Base(identity.LegalFirstName, identity.LegalLastName);
        var number = _next.GetValueOrDefault(stem);
        _next[stem] = number + 1;
        return Username.Of(stem, number, la);
    }
}
