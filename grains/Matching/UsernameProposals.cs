using Uso.Matching;

namespace Uso.Grains.Matching;

/// <summary>
/// Proposes usernames that are likely free: the number after the highest that the LA knows or was offered. Only a hint: the account itself decides who has a name.
/// </summary>
internal sealed class UsernameProposals(LaCode la)
{
    private readonly Dictionary<string, int> _next = [];

    // What a dry run, or one that a fault threw back, was offered is offered to the same person again.
    private readonly Dictionary<MisLink, Username> _offered = [];
    private readonly Dictionary<string, MisLink> _offeredTo = [];

    /// <summary>Notes a username in use.</summary>
    public void Note(string text)
    {
        if (_offeredTo.Remove(text, out var link))
        {
            _offered.Remove(link);
        }

        if (Username.TryParse(text, out var username) && username.MadeBy == la)
        {
            var (stem, number) = username.Split();
            _next[stem] = Math.Max(_next.GetValueOrDefault(stem), number + 1);
        }
    }

    public Username Propose(MisLink link, PersonIdentity identity)
    {
        var stem = UsernameRule.Base(identity.LegalFirstName, identity.LegalLastName);
        if (_offered.TryGetValue(link, out var offered) && offered.Split().Stem == stem)
        {
            return offered;
        }

        var number = _next.GetValueOrDefault(stem);
        _next[stem] = number + 1;
        var username = Username.Of(stem, number, la);
        _offered[link] = username;
        _offeredTo[username.Value] = link;
        return username;
    }
}
