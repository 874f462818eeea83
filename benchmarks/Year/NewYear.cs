using Uso.Mis;

namespace Uso.Benchmarks.Year;

/// <summary>Who is where in the next school year: everybody a year up, Year 6 to the LA's secondary schools, Year 11 gone, a new reception year, other staff.</summary>
internal static class NewYear
{
    public static void Prepare(TruthWorld world, DateOnly firstDay)
    {
        world.SchoolYear++;
        var up = new List<TruthPerson>();
        foreach (var school in world.Schools)
        {
            var next = new Dictionary<int, Post>();
            foreach (var post in school.Posts.Values)
            {
                switch (post.Person.Kind)
                {
                    case PersonKind.Pupil when post.Year < school.LastYear:
                        next[post.Person.Number] = post with { Year = post.Year + 1, Reg = world.Reg(post.Year + 1) };
                        break;
                    case PersonKind.Pupil when school.Primary:
                        up.Add(post.Person);
                        break;
                    case PersonKind.Staff when !world.Rng.Chance(0.08):
                        next[post.Person.Number] = post;
                        break;
                    case PersonKind.Staff:
                        Join(school, next, world.NewStaff(), 0, null);
                        break;
                }
            }

            if (school.Primary)
            {
                var reception = school.Posts.Values.Count(post => post.Person.Kind is PersonKind.Pupil && post.Year == 0);
                for (var i = 0; i < reception; i++)
                {
                    Join(school, next, world.NewPupil(school, 0, hasUpn: !world.Rng.Chance(0.3)), 0, world.Reg(0));
                }
            }

            school.Next = next;
        }

        world.Rng.Shuffle(up);
        var secondaries = world.Schools.Where(school => !school.Primary).ToList();
        foreach (var (i, pupil) in up.Where(_ => secondaries.Count > 0 && !world.Rng.Chance(0.05)).Index())
        {
            var school = secondaries[i % secondaries.Count];
            Join(school, school.Next!, pupil, 7, world.Reg(7));
        }

        void Join(TruthSchool school, Dictionary<int, Post> next, TruthPerson person, int year, string? reg) =>
            next[person.Number] = new Post(person, school.NewId(person), year, reg, firstDay, world.NextOrder());
    }

    public static void Begin(TruthWorld world)
    {
        foreach (var school in world.Schools)
        {
            school.Posts = school.Next!;
            school.Next = null;
            school.MisRolledOn = null;
        }
    }
}
